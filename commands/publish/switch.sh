# Makes $release live at $path if `current` still says $link, then removes the names in $remove. With $partial, that folder
# becomes the release first, and remembers $before. Runs on the server, under any sh; each step leaves something whole.
# All is one function, called on the last line: half of this file, from a line that broke, does nothing.

refused() {
	echo "refused $*"
	exit 0
}

main() {
	umask 022
	echo 'publish: hello'
	cd -- "$path/releases" || refused missing
	exec 9>.lock || refused unwritable
	tries=0
	until flock -n 9; do # the system lets go of it when its holder ends, however that ends
		tries=$((tries + 1))
		[ "$tries" -lt 60 ] || refused busy
		sleep 1
	done
	if [ "$(readlink ../current)" != "$link" ]; then
		echo overtaken
		exit 0
	fi
	if [ -n "$partial" ] && [ ! -d "$release" ]; then # if it is there, it is the same, made in the same second
		mkdir -p -- "$partial/.delivery" && echo "$before" >"$partial/.delivery/before" || refused full
		sync -f . 2>/dev/null || sync # or a power cut could leave a release with empty files live
		mv -T -- "$partial" "$release" || refused missing
	fi
	[ -d "$release" ] || refused missing
	ln -s "releases/$release" ".$release.$token.link" || refused full
	mv -T -- ".$release.$token.link" ../current || refused unwritable
	for name in $remove $partial; do
		case $name in
		"$release" | "${link##*/}") continue ;; # whatever was asked: never what is live, nor what was until now
		.*) rm -rf -- "$name" ;;
		*) mv -T -- "$name" ".$name.$token.gone" && rm -rf -- ".$name.$token.gone" ;; # half a release must not bear its name
		esac || echo "left $name"
	done
}

main
