// A register that nobody took in time becomes a line on the coordinator's page: one for each session, and only then.

#include <fmt/format.h>

#include "Monitoring.h"
#include "cases/duty/Duty.h"

namespace capd::monitoring {
namespace {

constexpr std::int64_t kEvery = 300;

struct LateIn {
  std::string session;
};
struct LatePlan {
  std::optional<Rules> rules;
};

Form<LateIn> lateForm() {
  Form<LateIn> form;
  form.field(&LateIn::session, {.name = "session", .label = "Session", .missing = "Name the session", .most = 80});
  return form;
}

Outcome noteLate(WriteTx& tx, const LateIn& in, const LatePlan& plan) {
  const auto named = namedBy(tx, in.session);
  if (!named) return Refused::notThere();
  Done done;
  done.subject = in.session;
  if (!plan.rules) return Refused::because("", "The policy in force does not say by when registers are taken.");
  const Times times = timesOf(tx, named->session, *plan.rules);
  if (tx.now() <= times.due)
    return Refused(Refused::Kind::conflict, "", "That register is not late: it is due by " + londonClock(times.due));
  if (findRegister(tx, named->session)) {
    done.says = "It was taken meanwhile.";
    return done;
  }
  NewDuty duty;
  duty.kind = kTake;
  duty.subject = in.session;
  duty.organisation = named->course.provider;
  duty.role = "provider.coordinator";
  duty.says = fmt::format("Take the register of {}", sessionWords(named->session));
  duty.clause = "004 section 15.3";
  duty.due = times.due;
  openDuty(tx, duty);
  done.says = "The register is late.";
  return done;
}

std::vector<std::pair<std::string, FieldTexts>> lateNow(ReadTx& tx, const Services& services) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  const Date today = tx.today();
  const auto rules = rulesOf(services.policy(), today);
  if (!rules) return commands;
  // Yesterday's afternoon too: the job may have been off when it became late.
  for (const Date day : {today.plusDays(-1), today}) {
    if (!pupilsCome(services.policy(), day)) continue;
    for (const auto& [provider, session] : sessionsWithoutRegister(tx, day)) {
      const auto course = findCourse(tx, session.course);
      if (course && tx.now() > timesOf(tx, session, *rules).due)
        commands.push_back({"register.note_late", {{"session", {keyOf(*course, session)}}}});
    }
  }
  return commands;
}

}  // namespace

void offerLate(Offers& offers) {
  offers.command(CommandOf<LateIn, LatePlan>{.name = "register.note_late",
                                             .permission = "register.note_late",
                                             .says = "Notes that a register was not taken in time.",
                                             .form = lateForm(),
                                             .naturalKey = [](const LateIn& in) { return in.session; },
                                             .prepare = [](Preparing& at, const LateIn& in) -> Prepared<LatePlan> {
                                               const auto named = namedBy(at.tx, in.session);
                                               if (!named) return Refused::notThere();
                                               return LatePlan{rulesOf(at.services.policy(), named->session.day)};
                                             },
                                             .apply = noteLate});
  offers.jobs.push_back({"register.late", "Finds registers that were not taken in time.", kEvery, lateNow});
}

}  // namespace capd::monitoring
