# shellcheck shell=bash
# recipes.sh - how each package of the Windows sysroot is changed and built: patch_NAME runs in its
# unpacked source, build_NAME anywhere.  Sourced by ../windows-sdk, which sets src (sources),
# bld (build directories), sysroot, cross (meson's cross file), host and jobs.
#
# Kept short on purpose: pango and cairo use Windows' own fonts (no freetype, fontconfig, expat);
# gdk-pixbuf has its loaders built in and no SVG (icons are pre-rendered PNGs, so no Rust is needed);
# no introspection, documentation or tests.  Nothing of the target is run during the build.
# shellcheck disable=SC2154  # the variables named above

cflags="-O2 -pipe"
ldflags="-static-libgcc -Wl,--dynamicbase,--nxcompat,--high-entropy-va"

# --- by build system ---

# from_meson NAME OPTION...
from_meson() {
    local name=$1; shift
    rm -rf "${bld:?}/$name"
    # The cross file says where pkg-config looks; the environment must not.
    env -u PKG_CONFIG_PATH -u PKG_CONFIG_LIBDIR -u CFLAGS -u LDFLAGS \
        meson setup "$bld/$name" "$src/$name" --cross-file "$cross" --prefix "$sysroot" --libdir lib \
        --default-library shared --wrap-mode nofallback -Doptimization=2 -Ddebug=false \
        -Dpkgconfig.relocatable=true "$@"
    ninja -C "$bld/$name" -j"$jobs"
    meson install -C "$bld/$name" --no-rebuild --strip
}

# from_cmake NAME OPTION...
from_cmake() {
    local name=$1; shift
    rm -rf "${bld:?}/$name"
    cmake -S "$src/$name" -B "$bld/$name" -G Ninja \
        -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_SYSTEM_PROCESSOR=x86_64 \
        -DCMAKE_C_COMPILER="$host-gcc" -DCMAKE_CXX_COMPILER="$host-g++" -DCMAKE_RC_COMPILER="$host-windres" \
        -DCMAKE_FIND_ROOT_PATH="$sysroot;/usr/$host" \
        -DCMAKE_FIND_ROOT_PATH_MODE_PROGRAM=NEVER -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY \
        -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
        -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="$cflags" -DCMAKE_CXX_FLAGS="$cflags" \
        -DCMAKE_SHARED_LINKER_FLAGS="$ldflags" -DCMAKE_INSTALL_PREFIX="$sysroot" -DBUILD_SHARED_LIBS=ON "$@"
    ninja -C "$bld/$name" -j"$jobs"
    ninja -C "$bld/$name" install/strip
}

# from_configure NAME SUBDIRECTORY OPTION...: leaves the shell in the build directory.
# A patched .m4 file is newer than what was generated from it; the autotools are not wanted for that.
from_configure() {
    local name=$1 sub=$2; shift 2
    rm -rf "${bld:?}/$name"
    mkdir -p "$bld/$name"
    cd "$bld/$name" || return
    env -u PKG_CONFIG_PATH PKG_CONFIG_LIBDIR="$sysroot/lib/pkgconfig" CFLAGS="$cflags" LDFLAGS="$ldflags" \
        "$src/$name/$sub/configure" -q --host="$host" --build="$(dpkg-architecture -qDEB_BUILD_GNU_TYPE)" \
        --prefix="$sysroot" --enable-shared --disable-static --disable-dependency-tracking \
        ACLOCAL=: AUTOCONF=: AUTOHEADER=: AUTOMAKE=: "$@"
}

# --- what is copied ---

build_zlib() {
    local from=/usr/$host
    install -Dm644 -t "$sysroot/include" "$from/include/zlib.h" "$from/include/zconf.h"
    install -Dm755 -t "$sysroot/bin" "$from/lib/zlib1.dll"
    install -Dm644 -t "$sysroot/lib" "$from/lib/libz.dll.a"
    sed 's/^ *//' >"$sysroot/lib/pkgconfig/zlib.pc" <<PC
        prefix=\${pcfiledir}/../..
        Name: zlib
        Description: zlib compression library
        Version: $(sed -n 's/^#define ZLIB_VERSION "\(.*\)"/\1/p' "$from/include/zlib.h")
        Libs: -L\${prefix}/lib -lz
        Cflags: -I\${prefix}/include
PC
}

# Of hicolor only the index; of Adwaita not the X cursors, the SVG files and the huge sizes.
build_icons() {
    local to=$sysroot/share/icons
    rm -rf "$to"
    mkdir -p "$to/hicolor"
    cp -rL /usr/share/icons/Adwaita "$to/"
    rm -rf "$to"/Adwaita/{cursor*,scalable*,256x256,512x512,icon-theme.cache}
    cp -L /usr/share/icons/hicolor/index.theme "$to/hicolor/"
}

# --- what is built ---

# libintl alone, out of gettext-runtime.  Without iconv: GLib asks for UTF-8 and the catalogues are.
# _wgetcwd() without a prototype would lose half of its pointer on 64 bits.
patch_intl() {
    sed -i '0,/^#include <sys\/types.h>/s//#ifdef _WIN32\n# include <direct.h>\n#endif\n&/' \
        gettext-runtime/intl/dcigettext.c
}
build_intl() {
    from_configure intl gettext-runtime --enable-threads=windows --enable-nls \
        --disable-java --disable-csharp --disable-c++ --disable-libasprintf --disable-curses \
        --disable-openmp --disable-acl --without-emacs --without-git \
        --without-libiconv-prefix --without-libintl-prefix am_cv_func_iconv=no
    make -s -C intl -j"$jobs"
    make -s -C intl install
    "$host-strip" --strip-unneeded "$sysroot/bin/libintl-8.dll"
}

build_libffi() {
    from_configure libffi . --disable-docs --disable-multi-os-directory
    make -s -j"$jobs"
    make -s install-strip
}

build_pcre2() {
    from_cmake pcre2 -DPCRE2_BUILD_PCRE2_8=ON -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF \
        -DPCRE2_SUPPORT_JIT=ON -DPCRE2_SUPPORT_UNICODE=ON -DBUILD_STATIC_LIBS=OFF
}

build_glib() {
    from_meson glib -Dtests=false -Dman=false -Dgtk_doc=false -Dinstalled_tests=false \
        -Dnls=enabled -Dlibelf=disabled -Dglib_debug=disabled
}

build_png() {
    from_cmake png -DPNG_SHARED=ON -DPNG_STATIC=OFF -DPNG_TESTS=OFF -DPNG_EXECUTABLES=OFF -DM_LIBRARY=
}

build_pixman() { from_meson pixman -Dtests=disabled -Dgtk=disabled -Dlibpng=disabled -Dopenmp=disabled; }

# Debian 12's meson is 1.0.1; cairo asks for 1.3 for a file name and lists of language standards.
# _FORTIFY_SOURCE would need libssp, another DLL.  DirectWrite needs a header that mingw-w64 10 lacks.
patch_cairo() {
    sed -i "s/meson_version: '>= 1.3.0'/meson_version: '>= 1.0.0'/
            s/'c_std=gnu11,c11'/'c_std=gnu11'/; s/'cpp_std=gnu++11,c++11'/'cpp_std=gnu++11'/
            /-D_FORTIFY_SOURCE=2/d" meson.build
    mv meson.options meson_options.txt
}
build_cairo() {
    from_meson cairo -Ddwrite=disabled -Dfontconfig=disabled -Dfreetype=disabled \
        -Dpng=enabled -Dzlib=enabled -Dglib=enabled -Dtests=disabled -Dxlib=disabled -Dxcb=disabled \
        -Dspectre=disabled -Dsymbol-lookup=disabled -Dlzo=disabled
}

# Upstream's single-file form (half a minute instead of five), without the subsetter.  Pango needs no
# more than HarfBuzz's own Unicode tables and OpenType code.
patch_harfbuzz() {
    sed -i "s/^libharfbuzz = library('harfbuzz', hb_sources,/libharfbuzz = library('harfbuzz', 'harfbuzz.cc',/
            /^libharfbuzz_subset = library/,/^)/s/install: true,/install: false, build_by_default: false,/" \
        src/meson.build
}
build_harfbuzz() {
    from_meson harfbuzz -Dglib=disabled -Dgobject=disabled -Dcairo=disabled -Dchafa=disabled \
        -Dicu=disabled -Dfreetype=disabled -Dgdi=enabled -Dtests=disabled -Ddocs=disabled \
        -Dintrospection=disabled
}

build_fribidi() { from_meson fribidi -Ddocs=false; }

# A font that DirectWrite cannot describe has no description: skip it without a critical message.
patch_pango() {
    sed -i 's/if (!pango_font_description_get_family (description))/if (!description || !pango_font_description_get_family (description))/' \
        pango/pangowin32-fontmap.c
}
build_pango() {
    from_meson pango -Dintrospection=disabled -Dgtk_doc=false -Dinstall-tests=false \
        -Dfontconfig=disabled -Dfreetype=disabled -Dxft=disabled -Dlibthai=disabled -Dcairo=enabled
}

build_gdkpixbuf() {
    from_meson gdkpixbuf -Dpng=enabled -Djpeg=disabled -Dtiff=disabled -Dbuiltin_loaders=all \
        -Dnative_windows_loaders=false -Dgio_sniffing=false -Drelocatable=true \
        -Dintrospection=disabled -Dgtk_doc=false -Ddocs=false -Dman=false \
        -Dtests=false -Dinstalled_tests=false
}

# ATK alone needs no libxml2, but its build file asks for it all the same.
patch_atk() {
    sed -i "/^libxml_dep = /s/libxml_req_version)/libxml_req_version, required: not get_option('atk_only'))/" \
        meson.build
}
build_atk() { from_meson atk -Datk_only=true -Dx11=disabled -Dintrospection=disabled -Ddocs=false; }

# -O1: its generated dispatch tables take half a minute at -O2, for nothing.
build_epoxy() { from_meson epoxy -Doptimization=1 -Degl=no -Dglx=no -Dx11=false -Dtests=false -Ddocs=false; }

# No SVG loader: the theme's check marks come from the PNG files beside the SVG ones; and the theme is
# not generated anew where sassc happens to be installed.
patch_gtk() {
    sed -i 's/image(-gtk-recolor(url("[^"]*\.svg")), \(-gtk-recolor(url("[^"]*\.symbolic\.png"))\))/\1/' \
        gtk/theme/*/gtk-contained*.css
    sed -i "s/find_program('sassc'/find_program('sassc-is-not-used'/" gtk/meson.build
}
build_gtk() {
    from_meson gtk -Dx11_backend=false -Dwayland_backend=false -Dbroadway_backend=false \
        -Dwin32_backend=true -Dintrospection=false -Dgtk_doc=false -Dman=false \
        -Dexamples=false -Dtests=false -Dinstalled_tests=false -Ddemos=false \
        -Dbuiltin_immodules=backend -Dcolord=no
}

# Asks for meson 1.2 and uses nothing that 1.0 has not.  Only the library.
patch_jsonglib() {
    sed -i "s/meson_version: '>= 1.2.0'/meson_version: '>= 1.0.0'/" meson.build
    sed -i '/^foreach t: tools/,/^endforeach/d' json-glib/meson.build
}
build_jsonglib() {
    from_meson jsonglib -Dintrospection=disabled -Ddocumentation=disabled -Dman=false \
        -Dtests=false -Dconformance=false -Dinstalled_tests=false -Dnls=enabled
}

# For GtkSourceView's language files: the reader and RELAX NG.  Windows' own threads: pthreads would
# be another DLL.
build_libxml2() {
    local part off=()
    for part in C14N CATALOG DEBUG DOCB FTP HTML HTTP ICONV ICU LEGACY LZMA MODULES PROGRAMS PYTHON \
        SCHEMATRON TESTS WRITER XINCLUDE XPTR ZLIB; do
        off+=("-DLIBXML2_WITH_$part=OFF")
    done
    from_cmake libxml2 "${off[@]}" -DHAVE_PTHREAD_H=0 -DCMAKE_HAVE_PTHREAD_H=0
}

# Only the library.  -fstack-protector would need libssp, another DLL; nothing is left in that block.
patch_srcview() {
    sed -i "/^subdir('docs')/d; /^subdir('tests')/d; /^subdir('testsuite')/d; /-fstack-protector-strong/d" meson.build
    sed -i "/^  if buildtype != 'plain'$/,/^  endif$/d" meson.build
}
build_srcview() {
    from_meson srcview -Dgir=false -Dvapi=false -Dgtk_doc=false -Dglade_catalog=false -Dinstall_tests=false
}

# Static: one file, of which a few functions are used.
build_xxhash() {
    local from=$src/xxhash
    mkdir -p "$bld/xxhash"
    # shellcheck disable=SC2086  # flags are words
    "$host-gcc" $cflags -c -o "$bld/xxhash/xxhash.o" "$from/xxhash.c"
    rm -f "$sysroot/lib/libxxhash.a"
    "$host-ar" rcs "$sysroot/lib/libxxhash.a" "$bld/xxhash/xxhash.o"
    install -Dm644 -t "$sysroot/include" "$from/xxhash.h" "$from/xxh3.h"
    sed 's/^ *//' >"$sysroot/lib/pkgconfig/libxxhash.pc" <<PC
        prefix=\${pcfiledir}/../..
        Name: xxhash
        Description: extremely fast hash algorithm
        Version: 0.8.1
        Libs: -L\${prefix}/lib -lxxhash
        Cflags: -I\${prefix}/include
PC
}

# Static, so that a test program runs without a DLL beside it.
patch_cmocka() { sed -i 's/^add_library(\(.*\) SHARED /add_library(\1 STATIC /' src/CMakeLists.txt; }
build_cmocka() { from_cmake cmocka -DWITH_EXAMPLES=OFF -DUNIT_TESTING=OFF; }
