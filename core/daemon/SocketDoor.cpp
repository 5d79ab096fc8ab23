#include "daemon/SocketDoor.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "daemon/Jobs.h"
#include "daemon/UserCode.h"
#include "policy/Lexer.h"

namespace capd::daemon {
namespace {

constexpr std::size_t kMost = 4 * 1024 * 1024;

sockaddr_un addressOf(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("The path of the socket is too long: " + path);
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

std::string readLine(int from) {
  std::string line;
  char piece[4096];
  while (line.size() < kMost) {
    pollfd waiting{from, POLLIN, 0};
    if (::poll(&waiting, 1, 30000) <= 0) break;
    const auto got = ::read(from, piece, sizeof piece);
    if (got <= 0) break;
    line.append(piece, static_cast<std::size_t>(got));
    if (line.back() == '\n') break;
  }
  return line;
}

void writeAll(int to, const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto done = ::send(to, text.data() + at, text.size() - at, MSG_NOSIGNAL);
    if (done <= 0) return;
    at += static_cast<std::size_t>(done);
  }
}

std::string inText(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Said said(const Outcome& outcome) {
  Said result;
  nlohmann::json json;
  if (const auto* done = std::get_if<Done>(&outcome)) {
    json = {{"done", true}, {"says", done->says}, {"subject", done->subject}, {"values", done->values}};
    if (!done->once.empty()) json["once"] = done->once;
    result.words = done->says.empty() ? "Done." : done->says;
    if (!done->once.empty()) result.words += "\n" + done->once;
    for (const auto& [name, value] : done->values) result.words += "\n" + name + ": " + value;
  } else {
    const auto& refused = std::get<Refused>(outcome);
    json = {{"done", false}, {"problems", nlohmann::json::array()}};
    for (const Problem& problem : refused.problems) {
      json["problems"].push_back({{"field", problem.field}, {"says", problem.says}});
      result.words += (result.words.empty() ? "" : "\n") +
                      (problem.field.empty() ? problem.says : "--" + problem.field + ": " + problem.says);
    }
    result.exit = 1;
  }
  result.json = inText(json);
  return result;
}

Said runCommand(House& house, unsigned uid, const std::string& command, const FieldTexts& fields,
                const std::string& token) {
  // Three that are no commands: they change nothing by themselves.
  if (command == "job list") return listJobs(house);
  if (command == "job run") return runJob(house, typedText(fields, "name"));
  if (command == kUserCode) return userCode(house, typedText(fields, "name"));
  const auto* known = house.registry().command(command);
  Problems problems;
  std::vector<std::string> names;
  if (known == nullptr) {
    for (const auto* each : house.registry().allCommands()) names.push_back(each->declaration.name);
    const std::string near = policy::nearest(command, names);
    return said(Refused(Refused::Kind::notThere, "",
                        "There is no command called '" + command + "'." +
                            (near.empty() ? " `capd routes` lists them." : " Did you mean '" + near + "'?")));
  }
  for (const Field& field : known->declaration.form.fields) names.push_back(field.name);
  for (const auto& [name, values] : fields) {
    // A name with a dot is a question of the policy, which the command itself knows.
    const std::string part = name.substr(0, name.rfind('-'));
    if (name.find('.') != std::string::npos || known->declaration.form.find(name) != nullptr ||
        known->declaration.form.find(part) != nullptr)
      continue;
    const std::string near = policy::nearest(name, names);
    problems.push_back({name, "There is no such field." + (near.empty() ? "" : " Did you mean --" + near + "?")});
  }
  if (problems.empty()) return said(house.pipeline().run(house.hostViewer(uid), {command, fields, token}));
  // Everything that is wrong is said at once.
  Problems more;
  known->declaration.read(fields, more);
  problems.insert(problems.end(), more.begin(), more.end());
  return said(Refused(std::move(problems)));
}

SocketDoor::SocketDoor(House& house, std::string path) : house_(house), path_(std::move(path)) {
  ::unlink(path_.c_str());
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = addressOf(path_);
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::chmod(path_.c_str(), 0600) != 0 || ::listen(listener_, 16) != 0)
    throw std::runtime_error("The socket " + path_ + " cannot be made.");
  thread_ = std::thread([this] { run(); });
}

SocketDoor::~SocketDoor() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  if (thread_.joinable()) thread_.join();
  ::close(listener_);
  ::unlink(path_.c_str());
}

void SocketDoor::run() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 500) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    try {
      serve(client);
    } catch (const std::exception& error) {
      house_.services().log(std::string("a command at the socket broke: ") + error.what());
    } catch (...) {
      house_.services().log("a command at the socket broke");
    }
    ::close(client);
  }
}

void SocketDoor::serve(int client) {
  ucred who{};
  socklen_t size = sizeof who;
  if (::getsockopt(client, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0 || (who.uid != 0 && who.uid != ::geteuid()))
    return;
  Said reply;
  try {
    const auto json = nlohmann::json::parse(readLine(client));
    reply = runCommand(house_, who.uid, json.at("command").get<std::string>(), json.at("fields").get<FieldTexts>(),
                       json.value("token", ""));
  } catch (const nlohmann::json::exception&) {
    reply =
        said(Refused(Refused::Kind::invalid, "",
                     "The command could not be read: it is one line of JSON with `command` and `fields`, in UTF-8."));
  } catch (const std::exception& error) {
    reply = said(Refused(Refused::Kind::invalid, "", error.what()));
  }
  writeAll(client, inText(nlohmann::json{{"exit", reply.exit}, {"json", reply.json}, {"words", reply.words}}) + "\n");
}

namespace {

// Empty: nobody listens. An empty line: no answer came.
std::optional<std::string> asked(const std::string& path, const std::string& line) {
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = addressOf(path);
  if (server < 0 || ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (server >= 0) ::close(server);
    return std::nullopt;
  }
  writeAll(server, line);
  std::string answer = readLine(server);
  ::close(server);
  return answer;
}

}  // namespace

std::optional<Said> askDaemon(const std::string& path, const std::string& command, const FieldTexts& fields,
                              const std::string& token) {
  const std::string line = inText(nlohmann::json{{"command", command}, {"fields", fields}, {"token", token}}) + "\n";
  for (int tries = 0; tries < 2; ++tries) {
    const auto answer = asked(path, line);
    if (!answer) return std::nullopt;
    const auto json = nlohmann::json::parse(*answer, nullptr, false);
    if (json.is_object())
      return Said{json.at("exit").get<int>(), json.at("json").get<std::string>(), json.at("words").get<std::string>()};
  }
  return Said{
      1, "{}",
      "The daemon gave no answer. It could not be found out whether this was done: look before you send it again."};
}

}  // namespace capd::daemon
