#include <algorithm>

#include "commands/HouseServices.h"
#include "commands/Pipeline.h"
#include "commands/PluginHost.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::commands;
using capd::test::Kind;
using capd::test::Store;

namespace {

// A house with some of the broken plugins in it.
struct Bench {
  explicit Bench(const std::vector<std::string>& files)
      : store(Kind::sqlite),
        services(store.clock, {}, [this](std::string_view line) { log += std::string(line) + "\n"; }),
        host(registry) {
    for (const std::string& file : files) host.loadFile(CAPD_BUILD "/broken_plugins/" + file + ".so");
    pipeline = std::make_unique<Pipeline>(registry, *store.database, services);
    host.startAll(services);
  }
  std::string says(const std::string& name) {
    for (const auto& status : host.all())
      if (status.name == name) return std::string(toWord(status.state)) + ": " + status.says;
    return "not listed";
  }
  Outcome run(const std::string& command) { return pipeline->run(test::jobViewer(), {command, {{"name", {"x"}}}, {}}); }

  Store store;
  std::string log;
  HouseServices services;
  Registry registry;
  PluginHost host;
  std::unique_ptr<Pipeline> pipeline;
};

void mustSay(const std::string& text, const std::string& part) {
  BOOST_CHECK_MESSAGE(text.find(part) != std::string::npos, "'" << text << "' does not say '" << part << "'");
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_broken_plugin_is_refused_by_name_and_the_others_run) {
  Bench bench({"wrong_api", "wrong_build", "no_symbol", "missing_symbol", "throws_in_describe", "throws_42_in_describe",
               "throws_in_start", "throws_42_in_start", "empty_permission", "undeclared_permission", "duplicate_a",
               "duplicate_b", "namesake_a", "namesake_b"});
  mustSay(bench.says("wrong_api"), "refused: was written for plugin interface 999; this capd has 1");
  mustSay(bench.says("wrong_build"), "refused: was built against other headers");
  mustSay(bench.says("no_symbol"), "refused: has no capd_plugin");
  mustSay(bench.says("missing_symbol"), "nobody_has_this");
  mustSay(bench.says("throws_in_describe"), "failed: its describe() failed: on purpose");
  mustSay(bench.says("throws_42_in_describe"),
          "failed: its describe() failed with something that is no std::exception");
  mustSay(bench.says("throws_in_start"), "failed: its start() failed: on purpose");
  mustSay(bench.says("throws_42_in_start"), "failed: its start() failed with something");
  mustSay(bench.says("empty_permission"), "refused: the command 'empty_permission.run' names no permission");
  mustSay(bench.says("undeclared_permission"), "names the permission 'nobody.declares', which nobody declares");
  mustSay(bench.says("duplicate_a"), "running");
  mustSay(bench.says("duplicate_b"), "refused: the command 'same.name' is already offered by 'duplicate_a'");
  BOOST_CHECK(bench.registry.command("only.in_b") == nullptr);            // whole or not at all
  BOOST_CHECK(bench.registry.command("throws_in_start.run") == nullptr);  // a failed start takes its offers away
  BOOST_CHECK(std::holds_alternative<Done>(bench.run("same.name")));
}

BOOST_AUTO_TEST_CASE(two_classes_of_one_name_do_not_mix) {
  Bench bench({"namesake_a", "namesake_b"});
  BOOST_CHECK_EQUAL(std::get<Done>(bench.run("namesake_a.who")).says, "a");
  BOOST_CHECK_EQUAL(std::get<Done>(bench.run("namesake_b.who")).says, "b");
}

BOOST_AUTO_TEST_CASE(a_command_that_throws_is_contained_with_a_reference) {
  Bench bench({"throws_in_command", "throws_42_in_command", "namesake_a"});
  for (const std::string name : {"throws_in_command.run", "throws_in_command.prepare", "throws_42_in_command.run",
                                 "throws_42_in_command.prepare"}) {
    try {
      bench.run(name);
      BOOST_FAIL(name << " did not break");
    } catch (const CommandBroken& broken) {
      mustSay(bench.log, "command " + name);
      mustSay(bench.log, broken.reference());
      BOOST_CHECK(std::string(broken.what()).find("on purpose") == std::string::npos);
    }
  }
  BOOST_CHECK(std::holds_alternative<Done>(bench.run("namesake_a.who")));
  BOOST_CHECK_EQUAL(bench.store.one<std::int64_t>("SELECT COUNT(*) FROM audit"), 1);
}

BOOST_AUTO_TEST_CASE(an_event_handler_that_throws_fails_the_command_and_names_the_plugin) {
  Bench bench({"throws_in_event"});
  try {
    bench.store.write([](WriteTx& tx) -> Outcome {
      tx.emit(ReferralSubmitted{});
      return Done{};
    });
    BOOST_FAIL("nothing was thrown");
  } catch (const std::runtime_error& error) {
    mustSay(error.what(), "the plugin 'throws_in_event' failed on ReferralSubmitted");
  }
}

BOOST_AUTO_TEST_CASE(the_pipeline_refuses_what_is_not_there_or_not_allowed) {
  Bench bench({"namesake_a"});
  BOOST_CHECK(std::get<Refused>(bench.run("no.such")).kind == Refused::Kind::notThere);
  Offers offers;
  offers.permissions.push_back({"test.may", "May", {"cap.admin"}});
  struct In {};
  offers.command(CommandOf<In>{.name = "test.guarded",
                               .permission = "test.may",
                               .says = "x",
                               .form = {},
                               .apply = [](WriteTx&, const In&, const Nothing&) -> Outcome { return Done{}; }});
  BOOST_CHECK(bench.registry.merge("test", offers).empty());
  BOOST_CHECK(std::get<Refused>(bench.run("test.guarded")).kind == Refused::Kind::notAllowed);
  BOOST_CHECK(!bench.registry.merge("test", offers).empty());
}

BOOST_AUTO_TEST_CASE(settings_are_read_with_every_fault_and_the_nearest_name) {
  Faults faults;
  const auto settings = readSettings(
      "listen = 127.0.0.1:9000\nmail.sever = x\nnonsense\nlisten = 127.0.0.1:9001 # twice\n", "capd.conf", faults);
  BOOST_CHECK_EQUAL(settings.at("listen"), "127.0.0.1:9001");
  BOOST_REQUIRE_EQUAL(faults.size(), 3u);
  mustSay(inWords(faults[0]), "capd.conf:2: There is no setting 'mail.sever'. Did you mean 'mail.server'?");
  BOOST_CHECK_EQUAL(faults[1].line, 3);
  BOOST_CHECK_EQUAL(faults[2].line, 4);
}

BOOST_AUTO_TEST_CASE(passwords_never_reach_the_audit) {
  const FormShape shape{
      {{.name = "name", .label = "Name"}, {.name = "secret", .label = "Password", .kind = FieldKind::password}}};
  const std::string payload =
      payloadOf(shape, {{"name", {"x"}}, {"secret", {"hidden words"}}, {"csrf", {"y"}}, {"bad", {"\xFF"}}});
  BOOST_CHECK(payload.find("hidden words") == std::string::npos);
  BOOST_CHECK(payload.find("csrf") == std::string::npos);
  mustSay(payload, "\"name\":\"x\"");
}
