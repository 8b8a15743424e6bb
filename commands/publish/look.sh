# Says what is at $path, and makes the folders of a new target. Runs on the server, under any sh; see releases.py for the layout.
# All is one function, called on the last line: half of this file, from a line that broke, does nothing.

refused() {
	echo "refused $*"
	exit 0
}

main() {
	umask 022
	echo 'publish: hello'
	for tool in rsync flock readlink; do
		command -v "$tool" >/dev/null || refused lacks "$tool"
	done
	mv --help 2>&1 | grep -q -e '-T' || refused lacks 'mv -T'
	[ -d "$path" ] || mkdir -- "$path" || refused unmade
	[ -d "$path/releases" ] || mkdir -- "$path/releases" || refused unwritable
	cd -- "$path/releases" || refused unwritable
	[ -w . ] && [ -w .. ] || refused unwritable
	live=
	if [ -L ../current ]; then
		link=$(readlink ../current)
		live=${link##*/}
		case $link in
		*/) refused strange ;;
		releases/*Z-* | /*/releases/*Z-*) echo "link $link" ;;
		*) refused strange ;;
		esac
	elif [ -e ../current ]; then
		refused strange
	fi
	for name in * .*; do
		case $name in
		*[!0-9A-Za-z.-]*) ;;
		.*.partial | .*.link | .*.gone) echo "leftover $name" ;;
		*Z-*)
			before=
			[ -r "$name/.delivery/before" ] && read -r before <"$name/.delivery/before"
			[ -d "$name" ] && echo "release $name $before"
			;;
		esac
	done
	echo files
	[ -z "$live" ] || cat -- "$live/.delivery/files.json" || true
}

main
