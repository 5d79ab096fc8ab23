#pragma once
// A page: a path, a permission, and a function that fills the slots of its template. It has no write door;
// it names the commands whose forms it shows, and the house builds, checks and re-shows those forms.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "capd/Form.h"
#include "capd/Services.h"
#include "capd/Tx.h"

namespace capd {

/// A command's form as one page shows it.
struct FormSlot {
  std::string command;             ///< a declared command
  FieldTexts values;               ///< what the fields hold when the page is first shown
  Problems problems;               ///< faults to show although nothing was posted (sections looked at again)
  std::optional<FormShape> shape;  ///< in place of the command's own fields: questions that come from policy, options
                                   ///< that depend on the case
  std::string button = "Save and continue";
  std::string secondButton;  ///< a second submit, posted as `then`=`second`, e.g. "Save and come back later"
  bool warning = false;      ///< red button for what cannot be undone
  std::string legend;        ///< a heading above the fields; may be empty
  bool quiet = false;        ///< a second-rank button: what a person may do, beside what they came for
};

/// Values for a template's slots. Slots are UPPER_SNAKE. Rendering fails, naming the slot, when the template has a slot
/// that was not set, or the model one that the template does not have.
class Model {
 public:
  Model& set(const std::string& slot, std::string text) {
    texts_[slot] = std::move(text);
    return *this;
  }
  Model& set(const std::string& slot, std::int64_t number) { return set(slot, std::to_string(number)); }
  /// Shows a section once, with this model's own values; a section never shown is hidden, but must be named by hide().
  Model& show(const std::string& section, bool shown = true) {
    sections_[section];
    if (shown) sections_[section].push_back(std::make_shared<Model>());
    return *this;
  }
  Model& hide(const std::string& section) { return show(section, false); }
  /// Adds one row to a repeated section; `list()` first makes an empty one lawful.
  Model& add(const std::string& section) {
    sections_[section].push_back(std::make_shared<Model>());
    return *sections_[section].back();
  }
  Model& list(const std::string& section) {
    sections_[section];
    return *this;
  }
  /// A command's form in the template's slot (an include of form.tpl).
  Model& form(const std::string& slot, FormSlot form) {
    forms_[slot] = std::move(form);
    return *this;
  }

  /// Another template of the same folder in the template's slot (an include), with the model that is given back.
  struct Inner {
    std::string file;  ///< `life_picture.tpl`
    std::shared_ptr<Model> model;
  };
  Model& part(const std::string& slot, std::string file) {
    parts_[slot] = {std::move(file), std::make_shared<Model>()};
    return *parts_[slot].model;
  }

  [[nodiscard]] const std::map<std::string, std::string>& texts() const { return texts_; }
  [[nodiscard]] const std::map<std::string, std::vector<std::shared_ptr<Model>>>& sections() const { return sections_; }
  [[nodiscard]] const std::map<std::string, FormSlot>& forms() const { return forms_; }
  [[nodiscard]] const std::map<std::string, Inner>& parts() const { return parts_; }

 private:
  std::map<std::string, std::string> texts_;
  std::map<std::string, std::vector<std::shared_ptr<Model>>> sections_;
  std::map<std::string, FormSlot> forms_;
  std::map<std::string, Inner> parts_;
};

/// What a page function may look at.
struct PageRequest {
  ReadTx& tx;
  const Services& services;
  const Viewer& viewer;
  std::map<std::string, std::string> path;   ///< the named parts of the path: {"reference", "CAP25-H4K7MX"}
  std::map<std::string, std::string> query;  ///< cleaned; first value of each
  /// The slot names and texts of a form that was posted here and refused, when that is why the page is shown again.
  const FieldTexts* typed = nullptr;
  [[nodiscard]] std::string part(const std::string& name) const {
    const auto at = path.find(name);
    return at == path.end() ? std::string() : at->second;
  }
  [[nodiscard]] std::string asked(const std::string& name) const {
    const auto at = query.find(name);
    return at == query.end() ? std::string() : at->second;
  }
};

/// The page as it is to be shown.
struct Shown {
  Model model;
  std::string title;    ///< of the browser tab; never a pupil's name or a course's title
  std::string back;     ///< path of the back link; empty = none
  std::string subject;  ///< reference of the one pupil's case that is shown: its access line goes to disk before the
                        ///< reply; empty for lists
};
/// Not there, or not this viewer's: the two look the same.
struct NotThere {};
struct GoTo {
  std::string path;
};
/// A stored document, opened for reading in pieces.
struct Download {
  std::int64_t document = 0;
  std::string fileName;   ///< a safe name made by the house, e.g. `CAP25-H4K7MX-risk-assessment.pdf`
  std::string mediaType;  ///< from the allow-list
  std::string subject;
};
/// A file made just now: a list as CSV.
struct Written {
  std::string fileName;   ///< letters, digits, `-` and `.`; never a pupil's name
  std::string mediaType;  ///< `text/csv; charset=utf-8`
  std::string text;
  std::int64_t lines = 0;  ///< how many records it holds, for the access line
};
using PageAnswer = std::variant<Shown, NotThere, GoTo, Download, Written>;

struct PageDeclaration {
  std::string path;                        ///< `/referrals/{reference}/{section}`; parts in braces are named
  std::string name;                        ///< a word for routes and tests: `referral.section`
  std::string permission;                  ///< a declared permission, or "public"; empty is refused at load
  std::string says;                        ///< one sentence for help pages
  std::string file;                        ///< template file in the plugin's pages/ folder: `section.tpl`
  std::vector<std::string> commands = {};  ///< commands whose forms this page may show
  bool printable = false;                  ///< laid out for paper: no navigation
  bool fresh = false;  ///< exports: the reader must have shown within 5 minutes who they are; no API key opens it
  std::function<PageAnswer(PageRequest&)> fill;
};

/// A link in the navigation bar, for those who hold the permission.
struct NavigationLink {
  std::string label;
  std::string path;
  std::string permission;
  int order = 50;
};

/// A panel on the home page: a count or a short list with links, for those who hold the permission.
struct Tile {
  std::string name;
  std::string permission;
  int order = 50;
  struct Line {
    std::string text;  ///< "2 referrals to answer"; a pupil's name only where the pupil's own school reads it
    std::string path;  ///< empty when `duty` says where it is done
    std::string due;   ///< "by Friday 13 February"; may be empty
    bool urgent = false;
    std::string status = {};   ///< where it is: "With the provider"; may be empty
    std::string duty = {};     ///< a kind of duty: the line leads to the page declared for it
    std::string subject = {};  ///< of that duty
  };
  /// A button at the head of the home page, for those who hold the permission.
  struct Action {
    std::string label;
    std::string path;
    std::string permission;
  };
  std::string heading;
  std::string nothing;  ///< shown when there is no line: "Nothing is waiting for you."
  std::vector<Action> actions = {};
  std::function<std::vector<Line>(PageRequest&)> fill;
};

}  // namespace capd
