# Compiler, warnings, sanitizers, and what makes builds quick.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")  # tests: quick to build
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -Wno-restrict")  # what people run; g++ 12 sees an overlap in every "text" + string there
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

set(CAPD_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Wno-missing-field-initializers -fstack-protector-strong)
add_link_options(-Wl,-z,relro,-z,now)
if(CAPD_SANITIZE)
  # SOCI hides its type information, which the vptr check needs.
  add_compile_options(-fsanitize=${CAPD_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CAPD_SANITIZE})
endif()

# Eight sources are compiled as one: most of what a source costs is the headers, and they are read once for all eight.
# Working on a single file goes quicker without: cmake -DCAPD_UNITY=OFF.
option(CAPD_UNITY "Compile several sources as one" ON)
set(CMAKE_UNITY_BUILD ${CAPD_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8 CACHE STRING "How many sources are compiled as one; 0 is all of a target's")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND NOT CAPD_SANITIZE)
  add_link_options(-fuse-ld=mold)
endif()
