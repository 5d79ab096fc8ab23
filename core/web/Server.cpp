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
#include <chrono>
#include <istream>
#include <string_view>
#include <thread>
#include <vector>

#include "base/Text.h"
#include "web/RequestBody.h"
#include "web/Watch.h"

namespace capd::web {
namespace {

namespace net = Poco::Net;

constexpr int kThreads = 320;
constexpr std::chrono::seconds kLinger{2};
constexpr int kRequestsPerConnection = 200;

bool hasControl(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; });
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool isToken(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

bool isNumber(const std::string& text) {
  return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
}

class Parts final : public net::PartHandler {
 public:
  explicit Parts(FormFiles& files) : files_(files) {}
  void handlePart(const net::MessageHeader& header, std::istream& stream) override {
    std::string kind;
    net::NameValueCollection parameters;
    net::MessageHeader::splitParameters(header.get("Content-Disposition", ""), kind, parameters);
    files_.take(parameters.get("name", ""), parameters.get("filename", ""), stream);
  }

 private:
  FormFiles& files_;
};

class Handler final : public net::HTTPRequestHandler {
 public:
  Handler(const ServerSettings& settings, Site& site, Watch& watch, std::uint64_t connection)
      : settings_(settings), site_(site), watch_(watch), connection_(connection) {}

  void handleRequest(net::HTTPServerRequest& in, net::HTTPServerResponse& out) override {
    Request request;
    Reply reply;
    bool whole = true;
    try {
      whole = readHead(in, request, reply) && readBody(in, request, reply);
      watch_.works(connection_);
      if (whole) reply = site_.handle(request);
    } catch (const std::exception&) {
      whole = false;
      refuse(reply, 400, "The request could not be read.");
    }
    if (!whole && isApi(request)) reply = inJson(reply);
    if (!whole) out.setKeepAlive(false);  // what is left of the body must not be taken for a request
    watch_.sends(connection_, reply.stream ? reply.length : static_cast<std::int64_t>(reply.body.size()));
    send(in, out, reply);
    if (!whole) linger(in);
    watch_.waitsAgain(connection_);
  }

 private:
  static bool isApi(const Request& request) { return request.path.compare(0, 8, "/api/v1/") == 0; }
  // Our own words hold no sign that JSON would need to escape.
  static Reply inJson(Reply reply) {
    while (!reply.body.empty() && reply.body.back() == '\n') reply.body.pop_back();
    reply.type = "application/json";
    reply.body = "{\"done\":false,\"problems\":[{\"field\":\"\",\"says\":\"" + reply.body + "\"}]}\n";
    return reply;
  }
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
      if (!isToken(name)) {
        refuse(reply, 400, "A header's name can't be read.");
        return false;
      }
      const std::string known = lower(name);
      const bool once =
          known == "content-length" || known == "transfer-encoding" || known == "host" || known == "content-type";
      if ((once && request.headers.count(known) != 0) || (known == "content-length" && !isNumber(value))) {
        refuse(reply, 400, "The header " + known + " stands twice or can't be read.");
        return false;
      }
      request.headers[known] = value;
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
    if (mark == std::string::npos) return isText(request.path, reply);
    for (auto& [name, values] : pairsOf(uri.substr(mark + 1))) {
      if (!isText(name, reply) || !isText(values.front(), reply)) return false;
      if (!hasControl(values.front())) request.query[name] = values.front();
    }
    return isText(request.path, reply);
  }

  static bool isText(const std::string& text, Reply& reply) {
    TextFault fault;
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (plain || cleanText(text, fault)) return true;
    refuse(reply, 400, "The address could not be read.");
    return false;
  }

  bool readBody(net::HTTPServerRequest& in, Request& request, Reply& reply) {
    const bool encoded = request.headers.count("transfer-encoding") != 0;
    const std::string length = request.header("content-length");
    if (request.method != "POST") {
      if (!encoded && (length.empty() || std::stoll(length) == 0)) return true;
      refuse(reply, 400, "Only forms carry a body.");
      return false;
    }
    if (length.empty() || encoded) {
      refuse(reply, 411, "A form must say its length.");
      return false;
    }
    const std::string type = lower(in.getContentType());
    const bool files = type.compare(0, 19, "multipart/form-data") == 0;
    const std::int64_t announced = std::stoll(length);
    if (announced > (files ? settings_.mostUpload : settings_.mostForm)) {
      refuse(reply, 413, "This is too large. A file may have 10 MB at most.");
      return false;
    }
    if (announced > settings_.mostForm && !site_.knows(request)) {
      refuse(reply, 413, "This is too large to be sent by somebody who is not signed in. Sign in, then send it again.");
      return false;
    }
    if (isApi(request) && type.compare(0, 16, "application/json") != 0) {
      refuse(reply, 415, "Commands come as application/json.");
      return false;
    }
    if (!files && !isApi(request) && type.compare(0, 33, "application/x-www-form-urlencoded") != 0 && announced > 0) {
      refuse(reply, 415, "Forms come as application/x-www-form-urlencoded or multipart/form-data.");
      return false;
    }
    watch_.reads(connection_, announced);
    Body body(in.stream(), announced, files ? settings_.mostForm : announced);
    if (files) return readFiles(in, body, request, reply);
    std::string text(std::istreambuf_iterator<char>(&body), {});
    if (isApi(request))
      request.body = std::move(text);
    else
      request.form = pairsOf(text);
    return cameWhole(body, reply);
  }

  static bool cameWhole(const Body& body, Reply& reply) {
    if (body.left() == 0) return true;
    refuse(reply, 400, "The form ended before its announced length.");
    return false;
  }

  bool readFiles(net::HTTPServerRequest& in, Body& body, Request& request, Reply& reply) {
    std::string kind;
    net::NameValueCollection parameters;
    net::MessageHeader::splitParameters(in.getContentType(), kind, parameters);
    const std::string boundary = parameters.get("boundary", "");
    if (boundary.empty() || boundary.size() > 70) {
      refuse(reply, 400, "A form with files must say its boundary, of 70 signs at most.");
      return false;
    }
    FormFiles files(site_, request, body);
    Parts parts(files);
    net::HTMLForm form;
    form.setFieldLimit(2000);
    form.setValueLengthLimit(256 * 1024);
    net::HTTPRequest alone(net::HTTPRequest::HTTP_POST, "/");  // the address is no part of the form
    alone.setContentType(in.getContentType());
    std::istream stream(&body);
    try {
      form.load(alone, stream, parts);
    } catch (const Poco::Exception&) {
      if (!body.tooMuch()) throw;
    }
    // The reader stops at the last boundary, and takes a cut form for a whole one.
    const std::string& tail = body.finish();
    if (body.tooMuch() || files.tooMany()) {
      refuse(reply, 413,
             body.tooMuch() ? "There is too much text in this form."
                            : "A form may bring " + std::to_string(FormFiles::kMost) + " files at most.");
      return false;
    }
    if (!cameWhole(body, reply)) return false;
    if (tail.find("--" + boundary + "--") == std::string::npos) {
      refuse(reply, 400, "The form ended before its last boundary.");
      return false;
    }
    watch_.works(connection_);
    for (const auto& [name, value] : form) addPair(request.form, name, value);
    files.keep(request.form);
    return true;
  }

  // A connection that is closed with unread bytes takes the reply away from the client: they are thrown away for a
  // moment.
  void linger(net::HTTPServerRequest& in) {
    auto* impl = dynamic_cast<net::HTTPServerRequestImpl*>(&in);
    if (impl == nullptr) return;
    watch_.drains(connection_, kLinger);
    try {
      impl->socket().shutdownSend();
      char rest[16384];
      while (impl->socket().receiveBytes(rest, sizeof rest) > 0) {
      }
    } catch (const Poco::Exception&) {
    }
  }

  void send(const net::HTTPServerRequest& in, net::HTTPServerResponse& out, const Reply& reply) {
    out.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(reply.status));
    out.setContentType(reply.type);
    out.set("Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
            "form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'" +
                std::string(reply.stream ? "; sandbox" : ""));
    out.set("X-Content-Type-Options", "nosniff");
    out.set("Referrer-Policy", "same-origin");
    out.set("Cross-Origin-Opener-Policy", "same-origin");
    out.set("Cross-Origin-Resource-Policy", "same-origin");
    out.set("X-Frame-Options", "DENY");
    out.set("Cache-Control", reply.longLived ? "public, max-age=31536000, immutable" : "no-store");
    if (reply.status == 503) out.set("Retry-After", "30");
    if (settings_.secure) out.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    for (const auto& [name, value] : reply.headers)
      if (!hasControl(name) && !hasControl(value)) out.add(name, value);
    const std::int64_t length = reply.stream ? reply.length : static_cast<std::int64_t>(reply.body.size());
    out.setContentLength64(length);
    std::ostream& stream = out.send();
    if (in.getMethod() == "HEAD") return;
    if (reply.stream)
      reply.stream(
          [&](std::string_view piece) { stream.write(piece.data(), static_cast<std::streamsize>(piece.size())); });
    else
      stream.write(reply.body.data(), static_cast<std::streamsize>(reply.body.size()));
    stream.flush();
  }

  const ServerSettings& settings_;
  Site& site_;
  Watch& watch_;
  std::uint64_t connection_;
};

/// Makes the handlers of one connection.
class Handlers final : public net::HTTPRequestHandlerFactory {
 public:
  Handlers(const ServerSettings& settings, Site& site, Watch& watch, std::uint64_t connection)
      : settings_(settings), site_(site), watch_(watch), connection_(connection) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new Handler(settings_, site_, watch_, connection_);
  }

 private:
  const ServerSettings& settings_;
  Site& site_;
  Watch& watch_;
  std::uint64_t connection_;
};

class Connection final : public net::HTTPServerConnection {
 public:
  Connection(const net::StreamSocket& socket, net::HTTPServerParams::Ptr params, const ServerSettings& settings,
             Site& site, Watch& watch, std::uint64_t number)
      : net::HTTPServerConnection(socket, std::move(params), new Handlers(settings, site, watch, number)),
        watch_(watch),
        number_(number) {}
  ~Connection() override { watch_.goes(number_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

 private:
  Watch& watch_;
  std::uint64_t number_;
};

class Connections final : public net::TCPServerConnectionFactory {
 public:
  Connections(net::HTTPServerParams::Ptr params, const ServerSettings& settings, Site& site, Watch& watch)
      : params_(std::move(params)), settings_(settings), site_(site), watch_(watch) {}
  net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override {
    return new Connection(socket, params_, settings_, site_, watch_,
                          watch_.comes(static_cast<int>(socket.impl()->sockfd())));
  }

 private:
  net::HTTPServerParams::Ptr params_;
  const ServerSettings& settings_;
  Site& site_;
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
  Watch::Limits limits;
  limits.head = std::chrono::seconds(settings.headSeconds);
  limits.leastPerSecond = settings.leastPerSecond;
  impl_.reset(new Impl{std::move(settings), site, Watch(limits)});
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
    impl_->server = std::make_unique<net::TCPServer>(
        new Connections(params, impl_->settings, impl_->site, impl_->watch), impl_->pool, socket, params);
    impl_->server->start();
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("The web server cannot listen on " + impl_->settings.address + ":" +
                             std::to_string(impl_->settings.port) + " (" + error.displayText() + ").");
  }
}

void Server::stop() {
  if (impl_->server == nullptr) return;
  impl_->server->stop();
  impl_->watch.close();
  for (int tries = 0; impl_->server->currentThreads() > 0 && tries < 240; ++tries) {
    if (tries == 200) impl_->watch.endAll();  // ten seconds are over
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  impl_->server.reset();
  impl_->pool.stopAll();
}

std::uint16_t Server::boundPort() const { return impl_->port; }

}  // namespace capd::web
