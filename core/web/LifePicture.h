#pragma once
// The life of a programme's cases as a picture: where each box, line and word stands, in units of the picture. The
// template life_picture.tpl only writes it down.

#include <string>
#include <vector>

#include "capd/Page.h"
#include "web/Life.h"

namespace capd::web {

struct PictureBox {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  enum class Kind { state, end, panel } kind = Kind::state;
};

struct PictureText {
  int x = 0;
  int y = 0;  ///< of the line that the letters stand on
  int size = 14;
  bool bold = false;
  bool onDark = false;  ///< white on a dark ground
  std::string words;
  int box = -1;  ///< the box that holds it; -1 = beside the boxes
  /// How wide it is at most, whatever sans-serif face shows it.
  [[nodiscard]] int width() const;
};

struct PictureArrow {
  std::vector<std::pair<int, int>> points;
  bool back = false;  ///< to an earlier state: drawn dashed
};

/// A round mark with a state's number.
struct PictureMark {
  int x = 0;
  int y = 0;
  int number = 0;
};

struct LifePicture {
  int width = 0;
  int height = 0;
  std::vector<PictureBox> boxes;
  std::vector<PictureText> texts;
  std::vector<PictureArrow> arrows;
  std::vector<PictureMark> marks;
};

LifePicture pictureOf(const Life& life);

/// Into the slots of life_picture.tpl.
void fillPicture(Model& m, const Life& life);

}  // namespace capd::web
