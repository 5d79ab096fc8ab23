# Spreadsheets are ZIP and XML.
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
target_link_libraries(objects_imports PRIVATE PkgConfig::ZLIB PkgConfig::EXPAT)
target_link_libraries(plugin_imports PRIVATE PkgConfig::ZLIB PkgConfig::EXPAT)
