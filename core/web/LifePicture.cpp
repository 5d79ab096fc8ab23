#include "web/LifePicture.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace capd::web {
namespace {

constexpr int kWidth = 1120;
constexpr int kBoxX = 130;      // of the states
constexpr int kBoxWidth = 300;  // of the states
constexpr int kTextX = 500;     // of what stands beside them
constexpr int kTextWidth = kWidth - kTextX - 16;
constexpr int kInset = 16;  // between a box and its words
constexpr int kLine = 20;
constexpr int kGap = 34;       // between two rows
constexpr int kLane = 20;      // between two arrows beside each other
constexpr int kMarkRoom = 34;  // a mark before words

// A letter's width in thousandths of its size, for the widest of the usual sans-serif faces.
int widthOf(char32_t letter) {
  if (letter == U' ' || letter == U'i' || letter == U'l' || letter == U'j' || letter == U'.' || letter == U',' ||
      letter == U':' || letter == U'’' || letter == U'I' || letter == U'|' || letter == U';')
    return 340;
  if (letter == U'f' || letter == U't' || letter == U'r' || letter == U'(' || letter == U')' || letter == U'-')
    return 440;
  if (letter == U'm' || letter == U'w' || letter == U'M' || letter == U'W') return 990;
  if (letter >= U'A' && letter <= U'Z') return 790;
  return 640;
}

int measured(const std::string& words, int size, bool bold) {
  int thousandths = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto byte = static_cast<unsigned char>(words[i]);
    if ((byte & 0xC0U) == 0x80U) continue;  // the rest of a letter that was counted
    thousandths += widthOf(byte < 0x80U ? static_cast<char32_t>(byte) : byte == 0xE2U ? U'’' : U'n');
  }
  return thousandths * size * (bold ? 107 : 100) / 100 / 1000 + 1;
}

std::vector<std::string> wrapped(const std::string& words, int size, bool bold, int width) {
  std::vector<std::string> lines(1);
  for (std::size_t at = 0; at < words.size();) {
    const auto end = std::min(words.find(' ', at), words.size());
    const std::string word = words.substr(at, end - at);
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (lines.back().empty() || measured(longer, size, bold) <= width)
      lines.back() = longer;
    else
      lines.push_back(word);
    at = end + 1;
  }
  return lines;
}

class Drawing {
 public:
  LifePicture drawn(const Life& life) {
    picture_.width = kWidth;
    int y = head(life);
    for (const LifeState& state : life.states) y = row(state, y) + kGap;
    for (const LifeState& state : life.states) arrows(life, state);
    picture_.height = y;
    return std::move(picture_);
  }

 private:
  struct Row {
    int top = 0;
    int bottom = 0;  ///< of its box
    int leaves = 0;  ///< how many arrows have a place at its left and right so far
    [[nodiscard]] int middle() const { return top + 34; }
  };

  // Lines from that y on. @returns the y below them.
  int write(int x, int y, int width, int size, bool bold, const std::string& words, int box = -1) {
    for (std::string& line : wrapped(words, size, bold, width)) {
      picture_.texts.push_back({x, y, size, bold, false, std::move(line), box});
      y += kLine;
    }
    return y;
  }

  int head(const Life& life) {
    int y = write(16, 36, kWidth - 32, 24, true, fmt::format("{} in {}: the life of a case", life.title, life.year));
    y = write(16, y + 12, kWidth - 32, 15, false,
              "Read it from top to bottom. A box is where a case can be; a number leads to the box with that number. "
              "Dashed lines lead back.");
    if (!life.notOpen.empty()) y = write(16, y, kWidth - 32, 15, true, "Nobody may apply for it yet: " + life.notOpen);
    return y + 12;
  }

  // The state in its box, and beside it what moves it on, by when, and what holds it up.
  int row(const LifeState& state, int top) {
    const int box = static_cast<int>(picture_.boxes.size());
    picture_.boxes.push_back(
        {kBoxX, top, kBoxWidth, 0, state.isEnd() ? PictureBox::Kind::end : PictureBox::Kind::state});
    picture_.marks.push_back({kBoxX + 28, top + 28, state.number});
    int inside = write(kBoxX + 52, top + 34, kBoxWidth - 52 - kInset, 17, true, state.title, box);
    inside = write(kBoxX + kInset, inside + 8, kBoxWidth - 2 * kInset, 14, false, "Seen by " + state.seen, box);
    if (!state.panel.empty()) inside = panel(state, inside, box);
    const int beside = besideIt(state, top + 18);
    auto& drawn = picture_.boxes[static_cast<std::size_t>(box)];
    drawn.height = std::max(inside - kLine + kInset - top, 76);
    rows_.push_back({top, top + drawn.height});
    return std::max(top + drawn.height, beside - kLine + 8);
  }

  int panel(const LifeState& state, int y, int outer) {
    const int box = static_cast<int>(picture_.boxes.size());
    const int x = kBoxX + kInset;
    const int width = kBoxWidth - 2 * kInset;
    picture_.boxes.push_back({x, y - 6, width, 0, PictureBox::Kind::panel});
    int inside = write(x + 12, y + 16, width - 24, 15, true, "Waits for the panel", box);
    for (const std::string& each : state.panel) inside = write(x + 12, inside, width - 24, 14, false, each, box);
    inside = write(x + 12, inside, width - 24, 14, false, "Seen by its members too, until it is told", box);
    picture_.boxes.back().height = inside - kLine + 12 - (y - 6);
    (void)outer;
    return inside + 30;
  }

  int besideIt(const LifeState& state, int y) {
    if (!state.begins.empty()) y = steps("How it begins", state.begins, y, false);
    if (!state.steps.empty()) y = steps("What moves it on", state.steps, y, true);
    if (state.isEnd()) y = write(kTextX, y, kTextWidth, 15, true, "The case ends here.");
    if (!state.due.empty() || !state.alsoDue.empty())
      y = write(kTextX, y + 6, kTextWidth, 15, true, "What can be due then");
    for (const LifeDue& each : state.due) {
      std::string words = each.what + (each.when.empty() ? "" : ": " + each.when);
      if (!each.by.empty()) words += ", by the " + each.by;
      if (!each.clause.empty()) words += " (" + each.clause + ")";
      if (!each.provisional.empty()) words += ". Provisional: " + each.provisional;
      y = listed(words, y);
    }
    for (const auto& [number, all] : state.alsoDue)
      y = listed(fmt::format("As in {}: {}", number, fmt::join(all, "; ")), y);
    if (!state.figures.empty()) y = write(kTextX, y + 6, kTextWidth, 15, true, "In this programme alone");
    for (const std::string& each : state.figures) y = listed(each, y);
    if (!state.waits.empty()) y = write(kTextX, y + 6, kTextWidth, 15, true, "It is held until");
    for (const std::string& each : state.waits) y = listed(each, y);
    return y;
  }

  int listed(const std::string& words, int y) {
    picture_.texts.push_back({kTextX, y, 14, false, false, "–", -1});
    return write(kTextX + 16, y, kTextWidth - 16, 14, false, words);
  }

  int steps(const std::string& heading, const std::vector<LifeStep>& all, int y, bool marked) {
    y = write(kTextX, y, kTextWidth, 15, true, heading) + 2;
    for (const LifeStep& each : all) {
      if (marked) picture_.marks.push_back({kTextX + 13, y - 1, each.to});
      const int x = marked ? kTextX + kMarkRoom : kTextX;
      const int before = y;
      y = write(x, y + 4, kTextWidth - (x - kTextX), 14, false,
                each.says + (each.by.empty() ? "" : " (" + each.by + ")"));
      y = std::max(y, before + kLine + 8);
    }
    return y + 4;
  }

  // To the next box straight down; to a later one on the right; to an earlier one on the left, dashed. What leads to an
  // end stands in words alone.
  void arrows(const Life& life, const LifeState& state) {
    const auto from = static_cast<std::size_t>(state.number - 1);
    int last = 0;
    for (const LifeStep& step : state.steps) {
      if (step.to == last) continue;
      last = step.to;
      const auto to = static_cast<std::size_t>(step.to - 1);
      const bool ends = life.states[to].isEnd();
      if (to == from + 1) {
        picture_.arrows.push_back({{{kBoxX + 150, rows_[from].bottom}, {kBoxX + 150, rows_[to].top - 2}}, false});
      } else if (to < from) {
        const int lane = kBoxX - 16 - kLane * ++lanesBack_ + kLane / 2;
        const int away = rows_[from].middle() + 8 * rows_[from].leaves++;
        const int home = rows_[to].middle() + 8 * rows_[to].leaves++;
        picture_.arrows.push_back({{{kBoxX, away}, {lane, away}, {lane, home}, {kBoxX - 2, home}}, true});
      } else if (!ends) {
        const int lane = kBoxX + kBoxWidth + 12 + kLane * lanesOn_++;
        const int away = rows_[from].middle() + 8 * rows_[from].leaves++;
        const int home = rows_[to].middle() + 8 * rows_[to].leaves++;
        const int edge = kBoxX + kBoxWidth;
        picture_.arrows.push_back({{{edge, away}, {lane, away}, {lane, home}, {edge + 2, home}}, false});
      }
    }
  }

  LifePicture picture_;
  std::vector<Row> rows_;
  int lanesBack_ = 0;
  int lanesOn_ = 0;
};

std::string pathOf(const PictureArrow& arrow) {
  std::string path;
  for (const auto& [x, y] : arrow.points) path += fmt::format("{}{} {}", path.empty() ? "M" : " L", x, y);
  return path;
}

// Its tip: a triangle at the last point, turned as the last line runs.
std::string tipOf(const PictureArrow& arrow) {
  const auto [x, y] = arrow.points.back();
  const auto [fromX, fromY] = arrow.points[arrow.points.size() - 2];
  if (fromX == x) return fmt::format("{},{} {},{} {},{}", x, y, x - 6, y - 11, x + 6, y - 11);
  const int back = fromX < x ? x - 11 : x + 11;
  return fmt::format("{},{} {},{} {},{}", x, y, back, y - 6, back, y + 6);
}

std::string described(const Life& life) {
  std::string words = fmt::format("{} places where a case can be, in order:", life.states.size());
  for (const LifeState& state : life.states) {
    words += fmt::format(" {} {}", state.number, state.title);
    if (state.isEnd()) {
      words += ", where it ends.";
      continue;
    }
    std::string to;
    for (const LifeStep& step : state.steps)
      to += (to.empty() ? "" : "; ") + fmt::format("{} to {}", step.says, step.to);
    words += ", from where: " + to + ".";
  }
  return words;
}

}  // namespace

int PictureText::width() const { return measured(words, size, bold); }

LifePicture pictureOf(const Life& life) { return Drawing().drawn(life); }

void fillPicture(Model& m, const Life& life) {
  const LifePicture picture = pictureOf(life);
  m.set("WIDTH", picture.width).set("HEIGHT", picture.height);
  m.set("NAME", fmt::format("The life of a case in {}, {}", life.title, life.year)).set("DESCRIBED", described(life));
  m.list("BOX").list("END").list("PANEL").list("ON").list("BACK").list("TIP").list("MARK").list("PLAIN").list("BOLD");
  for (const PictureBox& each : picture.boxes) {
    const char* kind = each.kind == PictureBox::Kind::state ? "BOX"
                       : each.kind == PictureBox::Kind::end ? "END"
                                                            : "PANEL";
    m.add(kind).set("X", each.x).set("Y", each.y).set("W", each.width).set("H", each.height);
  }
  for (const PictureArrow& each : picture.arrows) {
    m.add(each.back ? "BACK" : "ON").set("PATH", pathOf(each));
    m.add("TIP").set("POINTS", tipOf(each));
  }
  for (const PictureMark& each : picture.marks)
    m.add("MARK").set("X", each.x).set("Y", each.y).set("WORDS_Y", each.y + 5).set("NUMBER", each.number);
  for (const PictureText& each : picture.texts)
    m.add(each.bold ? "BOLD" : "PLAIN")
        .set("X", each.x)
        .set("Y", each.y)
        .set("SIZE", each.size)
        .set("WORDS", each.words);
}

}  // namespace capd::web
