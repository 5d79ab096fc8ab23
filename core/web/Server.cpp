#include "web/Server.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/Net/PartHandler.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>
#include <Poco/URI.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <istream>
#include <map>
#include <mutex>
#include <sstream>
#include <sys/socket.h>
#include <thread>

namespace capd::web {
namespace {

namespace net = Poco::Net;
using Steady = std::chrono::steady_clock;

constexpr int kThreads = 320;
constexpr int kCrowded = 240;  // from here on the longest idle connection makes room
constexpr int kRequestsPerConnection = 200;

/// Who is connected, and since when we wait for the next head.
class Watch {
 public:
  explicit Watch(int headSeconds) : head_(headSeconds), thread_([this] { run(); }) {}
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void comes(int socket) {
    const std::lock_guard lock(mutex_);
    waiting_[socket] = Steady::now();
    ++connected_;
  }
  void works(int socket) {
    const std::lock_guard lock(mutex_);
    waiting_.erase(socket);
  }
  void waitsAgain(int socket) {
    const std::lock_guard lock(mutex_);
    waiting_[socket] = Steady::now();
  }
  void goes(int socket) {
    const std::lock_guard lock(mutex_);
    waiting_.erase(socket);
    --connected_;
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      wake_.wait_for(lock, std::chrono::milliseconds(200));
      const auto now = Steady::now();
      for (const auto& [socket, since] : waiting_)
        if (now - since > head_) ::shutdown(socket, SHUT_RDWR);
      if (connected_ <= kCrowded || waiting_.empty()) continue;
      std::vector<std::pair<Steady::time_point, int>> oldest;
      for (const auto& [socket, since] : waiting_) oldest.emplace_back(since, socket);
      std::sort(oldest.begin(), oldest.end());
      const std::size_t room = std::min(oldest.size(), static_cast<std::size_t>(connected_ - kCrowded));
      for (std::size_t i = 0; i < room; ++i) ::shutdown(oldest[i].second, SHUT_RDWR);
    }
  }

  std::chrono::seconds head_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<int, Steady::time_point> waiting_;
  int connected_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

bool hasControl(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; });
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Reads no more of the body than was announced, and knows how much that was.
class Body {
 public:
  Body(std::istream& in, std::int64_t announced) : in_(in), left_(announced) {}
  std::string piece(std::size_t most) {
    std::string text(std::min<std::size_t>(most, static_cast<std::size_t>(left_)), '\0');
    in_.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in_.gcount()));
    left_ -= in_.gcount();
    return text;
  }
  [[nodiscard]] std::int64_t left() const { return left_; }

 private:
  std::istream& in_;
  std::int64_t left_;
};

void addPair(FieldTexts& form, const std::string& name, std::string value) {
  if (!name.empty() && name.size() <= 200) form[name].push_back(std::move(value));
}

std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      plain += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
               std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

FieldTexts pairsOf(const std::string& text) {
  FieldTexts form;
  std::size_t at = 0;
  for (int count = 0; at <= text.size() && count < 2000; ++count) {
    const auto end = std::min(text.find('&', at), text.size());
    const std::string pair = text.substr(at, end - at);
    const auto equals = pair.find('=');
    addPair(form, unescaped(pair.substr(0, equals)), equals == std::string::npos ? "" : unescaped(pair.substr(equals + 1)));
    at = end + 1;
  }
  return form;
}

/// Files of a multipart form: each is stored as it arrives, under the limit that the site sets.
class Parts final : public net::PartHandler {
 public:
  Parts(Site& site, const Request& head) : site_(site), head_(head) {}
  void handlePart(const net::MessageHeader& header, std::istream& stream) override {
    std::string kind;
    net::NameValueCollection parameters;
    net::MessageHeader::splitParameters(header.get("Content-Disposition", ""), kind, parameters);
    const std::string field = parameters.get("name", "");
    const std::string file = parameters.get("filename", "");
    std::string piece(65536, '\0');
    const auto next = [&] {
      stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      return static_cast<std::size_t>(stream.gcount());
    };
    std::size_t got = next();
    if (file.empty() && got == 0) return;  // no file was chosen
    auto receiver = site_.receive(head_, file);
    bool wanted = receiver != nullptr;
    for (; got > 0; got = next())
      if (wanted) wanted = receiver->add(std::string_view(piece).substr(0, got));
    if (receiver == nullptr) return;
    const Site::Upload upload = receiver->done();
    if (!upload.id.empty()) uploaded[field] = upload.id;
    if (!upload.refused.empty()) refused[field] = upload.refused;
  }
  std::map<std::string, std::string> uploaded;
  std::map<std::string, std::string> refused;

 private:
  Site& site_;
  const Request& head_;
};

class Handler final : public net::HTTPRequestHandler {
 public:
  Handler(const ServerSettings& settings, Site& site, Watch& watch) : settings_(settings), site_(site), watch_(watch) {}

  void handleRequest(net::HTTPServerRequest& in, net::HTTPServerResponse& out) override {
    const auto* impl = dynamic_cast<net::HTTPServerRequestImpl*>(&in);
    const int socket = impl == nullptr ? -1 : static_cast<int>(const_cast<net::HTTPServerRequestImpl*>(impl)->socket().impl()->sockfd());
    watch_.works(socket);
    Request request;
    Reply reply;
    bool whole = true;
    try {
      whole = readHead(in, request, reply) && readBody(in, request, reply);
      if (whole) reply = site_.handle(request);
    } catch (const Poco::Exception&) {
      whole = false;
      refuse(reply, 400, "The request could not be read.");
    } catch (const std::exception&) {
      whole = false;
      refuse(reply, 400, "The request could not be read.");
    }
    if (!whole) out.setKeepAlive(false);  // what is left of the body must not be taken for a request
    send(in, out, reply);
    watch_.waitsAgain(socket);
  }

 private:
  static void refuse(Reply& reply, int status, const std::string& says) {
    reply = {};
    reply.status = status;
    reply.type = "text/plain; charset=utf-8";
    reply.body = says + "\n";
  }

  bool readHead(net::HTTPServerRequest& in, Request& request, Reply& reply) {
    request.method = in.getMethod();
    request.from = in.clientAddress().host().toString();
    for (const auto& [name, value] : in) {
      if (hasControl(name) || hasControl(value)) {
        refuse(reply, 400, "A header holds control signs.");
        return false;
      }
      request.headers[lower(name)] = value;
    }
    net::NameValueCollection cookies;
    in.getCookies(cookies);
    for (const auto& [name, value] : cookies) request.cookies[name] = value;
    const std::string& uri = in.getURI();
    const auto mark = uri.find('?');
    Poco::URI::decode(uri.substr(0, mark), request.path);
    if (request.path.empty() || request.path[0] != '/' || hasControl(request.path) || request.path.size() > 1000) {
      refuse(reply, 400, "The address could not be read.");
      return false;
    }
    if (mark != std::string::npos)
      for (auto& [name, values] : pairsOf(uri.substr(mark + 1)))
        if (!hasControl(values.front())) request.query[name] = values.front();
    return true;
  }

  bool readBody(net::HTTPServerRequest& in, Request& request, Reply& reply) {
    if (request.method != "POST") {
      if (in.hasContentLength() ? in.getContentLength64() > 0 : in.getChunkedTransferEncoding()) {
        refuse(reply, 400, "Only forms carry a body.");
        return false;
      }
      return true;
    }
    if (!in.hasContentLength() || in.getChunkedTransferEncoding() || request.headers.count("transfer-encoding") != 0) {
      refuse(reply, 411, "A form must say its length.");
      return false;
    }
    const std::string type = lower(in.getContentType());
    const bool files = type.compare(0, 19, "multipart/form-data") == 0;
    const std::int64_t announced = in.getContentLength64();
    if (announced < 0 || announced > (files ? settings_.mostUpload : settings_.mostForm)) {
      refuse(reply, 413, "This is too large. A file may have 10 MB at most.");
      return false;
    }
    if (files) return readFiles(in, request, reply);
    if (type.compare(0, 33, "application/x-www-form-urlencoded") != 0 && announced > 0) {
      refuse(reply, 415, "Forms come as application/x-www-form-urlencoded or multipart/form-data.");
      return false;
    }
    Body body(in.stream(), announced);
    std::string text;
    while (body.left() > 0) {
      const std::string piece = body.piece(65536);
      if (piece.empty()) {
        refuse(reply, 400, "The form ended before its announced length.");
        return false;
      }
      text += piece;
    }
    request.form = pairsOf(text);
    return true;
  }

  bool readFiles(net::HTTPServerRequest& in, Request& request, Reply& reply) {
    Parts parts(site_, request);
    net::HTMLForm form;
    form.setFieldLimit(2000);
    form.setValueLengthLimit(256 * 1024);
    form.load(in, in.stream(), parts);
    for (const auto& [name, value] : form) addPair(request.form, name, value);
    for (const auto& [field, id] : parts.uploaded) request.form[field] = {id};
    for (const auto& [field, says] : parts.refused) {
      request.form[field] = {};
      request.form["upload-refused-" + field] = {says};
    }
    // The multipart reader stops at the last boundary: what comes after it must not be taken for a request.
    char rest[4096];
    while (in.stream().read(rest, sizeof rest) || in.stream().gcount() > 0) {
    }
    (void)reply;
    return true;
  }

  void send(const net::HTTPServerRequest& in, net::HTTPServerResponse& out, const Reply& reply) {
    out.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(reply.status));
    out.setContentType(reply.type);
    out.set("Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'" + std::string(reply.stream ? "; sandbox" : ""));
    out.set("X-Content-Type-Options", "nosniff");
    out.set("Referrer-Policy", "same-origin");
    out.set("Cross-Origin-Opener-Policy", "same-origin");
    out.set("Cross-Origin-Resource-Policy", "same-origin");
    out.set("X-Frame-Options", "DENY");
    out.set("Cache-Control", reply.longLived ? "public, max-age=31536000, immutable" : "no-store");
    if (settings_.secure) out.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    for (const auto& [name, value] : reply.headers)
      if (!hasControl(name) && !hasControl(value)) out.add(name, value);
    const std::int64_t length = reply.stream ? reply.length : static_cast<std::int64_t>(reply.body.size());
    out.setContentLength64(length);
    std::ostream& stream = out.send();
    if (in.getMethod() == "HEAD") return;
    if (reply.stream)
      reply.stream([&](std::string_view piece) { stream.write(piece.data(), static_cast<std::streamsize>(piece.size())); });
    else
      stream.write(reply.body.data(), static_cast<std::streamsize>(reply.body.size()));
    stream.flush();
  }

  const ServerSettings& settings_;
  Site& site_;
  Watch& watch_;
};

class Handlers final : public net::HTTPRequestHandlerFactory {
 public:
  Handlers(const ServerSettings& settings, Site& site, Watch& watch) : settings_(settings), site_(site), watch_(watch) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override { return new Handler(settings_, site_, watch_); }

 private:
  const ServerSettings& settings_;
  Site& site_;
  Watch& watch_;
};

class Connection final : public net::HTTPServerConnection {
 public:
  Connection(const net::StreamSocket& socket, net::HTTPServerParams::Ptr params, net::HTTPRequestHandlerFactory::Ptr factory, Watch& watch)
      : net::HTTPServerConnection(socket, std::move(params), std::move(factory)), watch_(watch), socket_(static_cast<int>(socket.impl()->sockfd())) {
    watch_.comes(socket_);
  }
  ~Connection() override { watch_.goes(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

 private:
  Watch& watch_;
  int socket_;
};

class Connections final : public net::TCPServerConnectionFactory {
 public:
  Connections(net::HTTPServerParams::Ptr params, net::HTTPRequestHandlerFactory::Ptr factory, Watch& watch)
      : params_(std::move(params)), factory_(std::move(factory)), watch_(watch) {}
  net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override { return new Connection(socket, params_, factory_, watch_); }

 private:
  net::HTTPServerParams::Ptr params_;
  net::HTTPRequestHandlerFactory::Ptr factory_;
  Watch& watch_;
};

}  // namespace

struct Server::Impl {
  ServerSettings settings;
  Site& site;
  Watch watch;
  Poco::ThreadPool pool{4, kThreads + 8, 30};
  std::unique_ptr<net::TCPServer> server;
  std::uint16_t port = 0;
};

Server::Server(ServerSettings settings, Site& site) : impl_(nullptr) {
  const int seconds = settings.headSeconds;
  impl_.reset(new Impl{std::move(settings), site, Watch(seconds)});
}

Server::~Server() { stop(); }

void Server::start() {
  try {
    net::ServerSocket socket;
    socket.bind(net::SocketAddress(impl_->settings.address, impl_->settings.port), true, false);
    socket.listen(512);
    impl_->port = socket.address().port();
    net::HTTPServerParams::Ptr params = new net::HTTPServerParams;
    params->setMaxThreads(kThreads);
    params->setMaxQueued(1000);
    params->setTimeout(Poco::Timespan(impl_->settings.headSeconds, 0));
    params->setKeepAlive(true);
    params->setKeepAliveTimeout(Poco::Timespan(5, 0));
    params->setMaxKeepAliveRequests(kRequestsPerConnection);
    net::HTTPRequestHandlerFactory::Ptr handlers = new Handlers(impl_->settings, impl_->site, impl_->watch);
    impl_->server = std::make_unique<net::TCPServer>(new Connections(params, handlers, impl_->watch), impl_->pool, socket, params);
    impl_->server->start();
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("The web server cannot listen on " + impl_->settings.address + ":" + std::to_string(impl_->settings.port) + " (" + error.displayText() + ").");
  }
}

void Server::stop() {
  if (impl_->server == nullptr) return;
  impl_->server->stop();
  for (int tries = 0; impl_->server->currentThreads() > 0 && tries < 200; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  impl_->server.reset();
  impl_->pool.stopAll();
}

std::uint16_t Server::boundPort() const { return impl_->port; }

}  // namespace capd::web
