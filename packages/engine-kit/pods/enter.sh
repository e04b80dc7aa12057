#!/bin/sh
# enter.sh LOWER SCRATCH DIRECTORY [SOURCE TARGET ro|rw]... -- COMMAND...
# Runs a container's command in a mount namespace that is already private: over a root whose changes are forgotten, with folders
# bound into it, as process 1 of a namespace of its own. The command's PATH is kept from the tools that make the root.
set -e
containers_path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin
lower=$1 scratch=$2 directory=$3
shift 3

mount -t tmpfs frazil "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
root=$scratch/root
mount -t overlay frazil -o "lowerdir=$lower,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
mkdir -p "$root/proc" "$root/dev" "$root/sys" "$root/tmp"
chmod 1777 "$root/tmp"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"

while [ "$1" != -- ]; do
  source=$1 target=$2 mode=$3
  shift 3
  if [ -d "$source" ]; then
    mkdir -p "$root$target"
  else
    mkdir -p "$root${target%/*}"
    [ -e "$root$target" ] || : >"$root$target"
  fi
  mount --rbind "$source" "$root$target"
  [ "$mode" = rw ] || mount -o remount,bind,ro "$root$target"
done
shift
mkdir -p "$root$directory"

unshare=$(command -v unshare)
PATH=$containers_path
exec "$unshare" --pid --fork --kill-child --root="$root" --wd="$directory" --mount-proc -- "$@"
