# shellcheck shell=bash
# common.sh - what the scripts of build-aux share.  Sourced, never run.

export LC_ALL=C.UTF-8

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck disable=SC2034  # for those who source this
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mapglass
me=${0##*/}

# Progress goes to stderr: stdout belongs to what a script answers.
say() { printf '%s: %s\n' "$me" "$*" >&2; }
die() { say "$*"; exit 1; }

# usage: the comment at the top of the running script, without the shebang.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }

# Debian packages, by what they are needed for.
packages_for() {
    case $1 in
        build) echo build-essential meson ninja-build pkg-config gettext libglib2.0-dev libgtk-3-dev \
            libjson-glib-dev libxxhash-dev libcmocka-dev desktop-file-utils ;;
        # The window opened by a person: what a minimal system may lack.
        run) echo adwaita-icon-theme librsvg2-common fonts-dejavu-core dbus dconf-gsettings-backend x11-utils ;;
        test) echo xvfb xauth dbus dbus-x11 openbox xdotool xclip imagemagick x11-utils \
            at-spi2-core python3 python3-gi python3-pyatspi gir1.2-gtk-3.0 gir1.2-atspi-2.0 adwaita-icon-theme \
            fonts-dejavu-core fonts-noto-cjk appstream libglib2.0-bin libxml2-utils mandoc procps ;;
        # Whose layouts ours are compared with.  Tests do without, and say so.
        compilers) echo clang gcc-mingw-w64-x86-64 gcc-mingw-w64-i686 ;;
        # To cross-build with a sysroot that is there already.
        windows) echo build-essential gcc-mingw-w64-x86-64 meson ninja-build pkg-config gettext zstd \
            libglib2.0-dev-bin libglib2.0-bin libgdk-pixbuf2.0-bin gtk-update-icon-cache \
            hicolor-icon-theme adwaita-icon-theme ;;
        wine) echo wine wine64 xvfb xauth openbox xdotool xclip imagemagick x11-utils fonts-dejavu-core \
            python3 gcc-mingw-w64-x86-64 procps ;;
        # To build that sysroot.
        sdk) echo build-essential gcc-mingw-w64-x86-64 g++-mingw-w64-x86-64 mingw-w64-tools \
            libz-mingw-w64-dev meson ninja-build cmake pkg-config dpkg-dev gettext \
            libglib2.0-dev-bin libglib2.0-bin libgdk-pixbuf2.0-bin gtk-update-icon-cache libxml2-utils \
            python3 perl adwaita-icon-theme hicolor-icon-theme zstd xz-utils bzip2 ca-certificates ;;
        *) die "packages_for: $1?" ;;
    esac
}

# need_packages PURPOSE...: installs what is missing; does not touch apt when nothing is.
need_packages() {
    local purpose package missing=() as_root=()
    command -v dpkg-query >/dev/null ||
        die "this is not Debian: install what README.md lists, then use meson directly"
    for purpose; do
        for package in $(packages_for "$purpose"); do
            [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
                missing+=("$package")
        done
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
    say "installing: ${missing[*]}"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "run this as root, or install these packages: ${missing[*]}"
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get -qq update </dev/null >/dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends install "${missing[@]}" \
        </dev/null >/dev/null
}

# configure DIR OPTION...: a build directory set up with these options, anew only where they changed.
# Options of an earlier run cannot linger: they are part of what is compared.
configure() {
    local dir=$1 stamp=$1/.configured; shift
    local wanted
    wanted=$(printf '%s\n' "$top" "$@")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return 0
    fi
    rm -rf "$dir"
    mkdir -p "$dir"
    meson setup "$dir" "$top" "$@" >&2 || return
    printf '%s\n' "$wanted" >"$stamp"
}

# remove_left_over DIR: objects of tests that were killed.  Each has in its name the process that made it,
# and goes when that is no more.
remove_left_over() {
    local path pid
    for path in "$1"/{mg-test,sem.mg-test,mgt,mg-bench,mapglass-walk,mapglass-demo-test}-[0-9]*; do
        pid=${path#"$1"/}
        pid=${pid#"${pid%%-[0-9]*}"-}
        pid=${pid%%-*}
        case $pid in *[!0-9]*) continue ;; esac
        if [ -f "$path" ] && [ ! -e "/proc/$pid" ]; then
            rm -f -- "$path"
        fi
    done
}
