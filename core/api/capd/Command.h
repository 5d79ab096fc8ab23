#pragma once
// A command: the only way to change anything. Declared once, offered at four doors (form, API, command line, job).
// `prepare` runs beside other requests and may be slow; `apply` runs in the single writer, under 20 ms, re-checks its
// guards, may run twice and touches nothing but its transaction.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "capd/Form.h"
#include "capd/Problem.h"
#include "capd/Services.h"
#include "capd/Tx.h"

namespace capd {

/// Nothing to carry from prepare to apply.
struct Nothing {};

/// What prepare may look at. The transaction is read-only and sees what the viewer may see.
struct Preparing {
  ReadTx& tx;
  const Services& services;
};

/// Either what apply needs, or why not.
template <class P>
using Prepared = std::variant<P, Refused>;

/// A step in the life of a case that a command may take, by the state words of cases/referral/Referral.h. The picture
/// of a programme's life is drawn from these; a step that the life does not have is refused at load.
struct LifeMove {
  std::string from;  ///< empty: it begins a case
  std::string to;
  std::string says;        ///< what that means, in a few words: "The provider says yes"
  bool panelOnly = false;  ///< only in programmes that a panel decides
};

/// A command as the house keeps it: the type of its input is hidden.
struct CommandDeclaration {
  std::string name;        ///< `provider.add`: also the API path and the word after `capd do`
  std::string permission;  ///< a declared permission, or "public"; empty is refused at load
  std::string says;        ///< one sentence for help pages: "Adds a training provider to the directory."
  FormShape form;
  bool takesRest = false;
  bool changesPolicy = false;  ///< its success makes a new policy generation
  bool fresh = false;  ///< a person must have shown within 5 minutes who they are (code, or password); no API key may
  std::vector<LifeMove> moves;  ///< every step of a case's life that it may take, by itself or by what hears of it

  /// The typed input, or empty with the problems filled.
  std::function<std::shared_ptr<const void>(const FieldTexts&, Problems&)> read;
  /// The key under which the same deed is one deed; empty = the door's token is the key.
  std::function<std::string(const void* in)> naturalKey;
  /// A pointer to what apply needs, or why not.
  std::function<std::variant<std::shared_ptr<const void>, Refused>(Preparing&, const void* in)> prepare;
  std::function<Outcome(WriteTx&, const void* in, const void* prepared)> apply;
};

/// How a plugin writes one down:
/// `offers.command(CommandOf<AddProvider>{.name = "provider.add", ..., .apply = ...})`.
template <class In, class P = Nothing>
struct CommandOf {
  std::string name;
  std::string permission;
  std::string says;
  Form<In> form;
  std::function<std::string(const In&)> naturalKey = {};
  std::function<Prepared<P>(Preparing&, const In&)> prepare = {};  ///< may be left out only when P is Nothing
  std::function<Outcome(WriteTx&, const In&, const P&)> apply;
  bool fresh = false;                ///< as in CommandDeclaration: for what gives much away at once
  std::vector<LifeMove> moves = {};  ///< as in CommandDeclaration

  [[nodiscard]] CommandDeclaration declaration() const {
    CommandDeclaration d;
    d.name = name;
    d.permission = permission;
    d.says = says;
    d.fresh = fresh;
    d.moves = moves;
    d.form = form.shape();
    d.takesRest = form.takesRest();
    d.read = [form = form](const FieldTexts& texts, Problems& problems) -> std::shared_ptr<const void> {
      auto in = std::make_shared<In>();
      if (!form.read(texts, *in, problems)) return nullptr;
      return in;
    };
    if (naturalKey) {
      d.naturalKey = [key = naturalKey](const void* in) { return key(*static_cast<const In*>(in)); };
    }
    d.prepare = [prepare = prepare](Preparing& at,
                                    const void* in) -> std::variant<std::shared_ptr<const void>, Refused> {
      if (!prepare) return std::shared_ptr<const void>(std::make_shared<P>());
      Prepared<P> result = prepare(at, *static_cast<const In*>(in));
      if (auto* refused = std::get_if<Refused>(&result)) return std::move(*refused);
      return std::shared_ptr<const void>(std::make_shared<P>(std::move(std::get<P>(result))));
    };
    d.apply = [apply = apply](WriteTx& tx, const void* in, const void* prepared) {
      return apply(tx, *static_cast<const In*>(in), *static_cast<const P*>(prepared));
    };
    return d;
  }
};

}  // namespace capd
