#define BOOST_TEST_MODULE capd
#include <boost/test/unit_test.hpp>
