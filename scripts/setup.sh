# Shared by demo, test, bench and lock: a Python, the system's libraries, and .venv from a lock with hashes.
# POSIX sh. Sourced, never run; the caller has set $root to the checkout.
# shellcheck shell=sh

: "${root:?set root to the checkout before sourcing this file}"

venv="$root/.venv"
python="$venv/bin/python"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# The first Python from 3.11 on; those that the program is tested with come before newer ones.
find_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python3.14 python3.15; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Debian and its children split venv off; without ensurepip "python -m venv" only fails half-way.
can_make_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# The WeasyPrint libraries that the given Python cannot load, as names of Debian packages.
missing_libraries() {
    "$1" - <<'PYTHON'
import ctypes
import ctypes.util

NEEDED = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "pango-1.0"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "pangoft2-1.0"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "harfbuzz-subset"),
}


def loads(names):
    for name in names:
        try:
            ctypes.CDLL(ctypes.util.find_library(name) or name)
            return True
        except OSError:
            pass
    return False


print(" ".join(package for package, names in NEEDED.items() if not loads(names)))
PYTHON
}

# Ubuntu 22.04: its python3 is 3.10 (3.11 has a package of its own), and HarfBuzz's subsetter has none.
is_jammy() { grep -qs '^VERSION_CODENAME=jammy' /etc/os-release; }

# What apt has to install, one line of package names; empty when nothing is missing.
missing_packages() {
    wanted=
    if found=$(find_python); then
        if [ ! -x "$python" ] && ! can_make_venvs "$found"; then
            version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            wanted="python$version-venv"
        fi
        wanted="$wanted $(missing_libraries "$found")"
    else
        wanted="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        if is_jammy; then wanted="python3.11 python3.11-venv $wanted"; else wanted="python3 python3-venv $wanted"; fi
    fi
    for command in ${needed_commands:-}; do
        command -v "$command" >/dev/null 2>&1 || wanted="$wanted $command"
    done
    for package in $wanted; do
        if is_jammy && [ "$package" = libharfbuzz-subset0 ]; then continue; fi
        printf '%s ' "$package"
    done
}

# What a check uses where it is there: packages of $wished_packages that dpkg does not know as installed.
missing_wishes() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    for package in ${wished_packages:-}; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

# Installs them where that needs nobody's password; without them something is skipped, and nothing fails.
install_wishes() {
    packages=$(missing_wishes)
    packages=${packages% }
    [ -n "$packages" ] || return 0
    if command -v apt-get >/dev/null 2>&1 && can_be_root; then
        say "Installing from the system's packages, for more of the checks: $packages"
        # shellcheck disable=SC2086  # a list of names
        apt_install $packages >/dev/null 2>&1 || true
        packages=$(missing_wishes)
        packages=${packages% }
    fi
    [ -z "$packages" ] || say "Not installed, so that what needs it is skipped: $packages"
}

# Runs a command as root, if that needs nobody's password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }; }

apt_install() {
    as_root apt-get update -qq || say "The list of packages could not be renewed; trying with the old one."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends -y "$@"
}

# Runs a talkative command; what it said is shown only when it failed.
quietly() {
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    cat "$log" >&2
    rm -f "$log"
    stop "That did not work; the reason stands above. Start again when it is mended."
}

install_system() {
    packages=$(missing_packages)
    packages=${packages% }
    [ -n "$packages" ] || return 0
    command -v apt-get >/dev/null 2>&1 || stop_without_apt "$packages"
    if ! can_be_root; then
        say "The system lacks: $packages"
        say "Run this line as root, then start again:"
        say "    apt-get update && apt-get install --no-install-recommends -y $packages"
        exit 1
    fi
    say "Installing from the system's packages: $packages"
    # shellcheck disable=SC2086  # a list of names
    quietly apt_install $packages
    packages=$(missing_packages)
    [ -z "$packages" ] || stop "Still missing after the installation: $packages"
}

stop_without_apt() {
    say "This system has no apt. The program needs Python 3.11 or newer with venv, Pango and HarfBuzz."
    case $(uname -s) in
    Darwin) say "On macOS:    brew install python@3.13 pango" ;;
    *) say "Missing here, by their Debian names: $1" ;;
    esac
    exit 1
}

# The venv is whole when its Python runs, is new enough, and no installation was cut short in it.
venv_is_whole() {
    [ ! -e "$venv/unfinished" ] &&
        "$python" -c 'import sys, pip; sys.exit(sys.version_info[:2] < (3, 11))' 2>/dev/null
}

make_venv() {
    venv_is_whole && return 0
    found=$(find_python) || stop "There is no Python from 3.11 on."
    if [ -e "$venv" ]; then say "The environment in .venv is broken; making it anew."; else say "Making .venv"; fi
    rm -rf "$venv"
    "$found" -m venv "$venv" || stop "Python could not make an environment in $venv."
}

# install_lock NAME: everything in NAME.lock, checked by hash, nothing built from source, nothing else.
install_lock() {
    stamp="$venv/$1.installed"
    if cmp -s "$root/$1.lock" "$stamp" && venv_is_whole; then return 0; fi
    make_venv
    say "Installing the libraries of $1.lock (once; it can take some minutes on a slow line)"
    : >"$venv/unfinished"
    if [ -t 2 ]; then quiet=; else quiet=--quiet; fi
    # shellcheck disable=SC2086  # empty or one option
    PIP_DISABLE_PIP_VERSION_CHECK=1 "$python" -m pip install $quiet --no-input --no-deps --only-binary :all: \
        --require-hashes --requirement "$root/$1.lock" >&2 ||
        stop "The libraries could not be installed; the reason stands above. Start again when it is mended."
    rm -f "$venv/unfinished"
    cp "$root/$1.lock" "$stamp"
}

# The checkout itself: a path file and a launcher. No build tool is needed, and the venv may be moved with its folder.
link_checkout() {
    [ -x "$venv/bin/dossier" ] && return 0
    packages=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' ../../../.. >"$packages/dossier-checkout.pth"
    cat >"$venv/bin/dossier" <<'LAUNCHER'
#!/bin/sh
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -P -m dossier "$@"
LAUNCHER
    chmod +x "$venv/bin/dossier"
}

# set_up NAME: all of it, quickly when there is nothing to do. The caller may name commands in $needed_commands, which
# Debian has in packages of the same names, and packages in $wished_packages without which something is skipped.
set_up() {
    if [ ! -x "$python" ] || [ -n "$(missing_packages)" ]; then install_system; fi
    install_wishes
    install_lock "$1"
    link_checkout
}
