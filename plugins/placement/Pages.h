#pragma once
// The pages of a placement's life. UnderWay.cpp shows what was begun, with the next button of whoever reads it;
// Beginning.cpp holds the forms with which something begins.

#include <optional>
#include <string>

#include "Common.h"

namespace capd::placement {

struct Page {
  Life life;
  Rules rules;
};
/// The placement that the path names, as the viewer sees it; empty when it is not there or not theirs.
std::optional<Page> pageOf(PageRequest& ask);
/// `/placements/CAP25-H4K7MX/withdraw`
std::string pathTo(const Life& life, const std::string& what);
/// A line of its own (NOTE), and a link (LINK) to another of the placement's pages.
void say(Model& m, const std::string& text);
void link(Model& m, const Life& life, const char* path, const char* says);

/// May the viewer begin it now?
bool mayPause(PageRequest& ask, const Life& life);
bool mayAskForMeeting(PageRequest& ask, const Life& life);

PageAnswer changes(PageRequest& ask);
PageAnswer changeDay(PageRequest& ask);
PageAnswer withdraw(PageRequest& ask);
PageAnswer checkWithdrawal(PageRequest& ask);
PageAnswer pausePage(PageRequest& ask);
PageAnswer meetingPage(PageRequest& ask);
PageAnswer haltPage(PageRequest& ask);
PageAnswer replacePage(PageRequest& ask);

void offerPages(Offers& offers);
void offerRecordPage(Offers& offers);

}  // namespace capd::placement
