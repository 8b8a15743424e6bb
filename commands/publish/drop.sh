# Removes $partial, which will not become a release, from $path. Runs on the server, under any sh.

main() {
	echo 'publish: hello'
	case $partial in
	.*.partial) cd -- "$path/releases" && rm -rf -- "$partial" ;;
	esac
}

main
