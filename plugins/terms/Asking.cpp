// What the clock asks: in September the review of each document (CAL-07 to 10), and of whoever came later to read what
// was published before they came.

#include "Terms.h"
#include "cases/duty/Duty.h"

namespace capd::terms {
namespace {

constexpr std::int64_t kEvery = 60 * 60;

struct AskIn {
  std::string document;
  std::string year;
};

struct Due {
  std::optional<Instant> at;
};

std::vector<std::string> askedYears(ReadTx& tx, const std::string& document) {
  std::vector<std::string> years;
  const auto all = asked(tx, kReview, document);
  for (const Asked& each : all) years.push_back(each.occurrence);
  return years;
}

// Neither asked for nor done in that academic year.
bool needsReview(ReadTx& tx, const std::string& document, const std::string& year) {
  for (const std::string& each : askedYears(tx, document))
    if (each == year) return false;
  const auto done = reviews(tx, document);
  for (const Review& each : done)
    if (each.year == year) return false;
  return true;
}

Outcome askReview(WriteTx& tx, const AskIn& in, const Due& due) {
  const auto document = documentOf(tx, in.document);
  if (!document) return Refused::notThere();
  if (in.year != academicYearOf(tx.today()) || !due.at || !needsReview(tx, in.document, in.year))
    return Refused(Refused::Kind::conflict, "", "No review is to be asked for now. Nothing was changed.");
  openDuty(tx, {.kind = std::string(kReview),
                .subject = document->code,
                .occurrence = in.year,
                .caseId = {},
                .organisation = capOrganisation(tx),
                .role = document->reviewer,
                .account = {},
                .says = "Review for " + in.year + ": " + document->title,
                .clause = document->clause,
                .due = *due.at});
  Done done;
  done.says = "The review is asked for.";
  done.subject = "document:" + document->code;
  return done;
}

Outcome askReaders(WriteTx& tx, const AskIn& in, const Nothing&) {
  const auto document = documentOf(tx, in.document);
  const auto version = document ? newest(tx, in.document) : std::nullopt;
  if (!version) return Refused::notThere();
  Done done;
  done.says = std::to_string(askEverybody(tx, *document, *version)) + " more are asked to read it.";
  done.subject = "document:" + document->code;
  return done;
}

Form<AskIn> askForm(bool withYear) {
  Form<AskIn> form;
  form.field(&AskIn::document,
             {.name = "document", .label = "Document", .missing = "Enter the document’s code", .most = 40});
  if (withYear)
    form.field(&AskIn::year,
               {.name = "year", .label = "Academic year", .missing = "Enter the academic year", .most = 7});
  return form;
}

std::vector<std::pair<std::string, FieldTexts>> sweep(ReadTx& tx, const Services& services) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  const std::string year = academicYearOf(tx.today());
  const bool known = reviewDue(services, year, tx.today()).has_value();
  if (!known) services.log("no policy says by when documents are reviewed: no review is asked for");
  const auto all = documents(tx);
  for (const Document& each : all) {
    if (known && needsReview(tx, each.code, year))
      commands.push_back({"terms.ask_review", {{"document", {each.code}}, {"year", {year}}}});
    const auto version = newest(tx, each.code);
    if (version && somebodyUnasked(tx, *version))
      commands.push_back({"terms.ask_readers", {{"document", {each.code}}}});
  }
  return commands;
}

}  // namespace

void offerAsking(Offers& offers) {
  offers.command(CommandOf<AskIn, Due>{.name = "terms.ask_review",
                                       .permission = "terms.keep",
                                       .says = "Asks CAP to review a document for the academic year.",
                                       .form = askForm(true),
                                       .naturalKey = [](const AskIn& in) { return in.document + ":" + in.year; },
                                       .prepare = [](Preparing& at, const AskIn& in) -> Prepared<Due> {
                                         return Due{reviewDue(at.services, in.year, at.tx.today())};
                                       },
                                       .apply = askReview});
  offers.command(CommandOf<AskIn>{.name = "terms.ask_readers",
                                  .permission = "terms.keep",
                                  .says = "Asks whoever came later to read what is published.",
                                  .form = askForm(false),
                                  .apply = askReaders});
  offers.jobs.push_back({"terms.year",
                         "Asks for the yearly review of each document, and new people and organisations to read.",
                         kEvery, sweep});
}

}  // namespace capd::terms
