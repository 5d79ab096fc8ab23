#pragma once
// The questions that the form asks of every school, section by section, in the order of the page.

#include <functional>
#include <string_view>
#include <vector>

#include "capd/Form.h"

namespace capd::refer {

std::vector<Field> pupilQuestions();
/// `courses`: value = a course's code.
std::vector<Field> courseQuestions(std::vector<Option> courses);
/// What policy lists for a question (cases/policy/PolicyChoices.h).
using Offered = std::function<std::vector<Option>(std::string_view question)>;
std::vector<Field> reasonQuestions(const Offered& offered);
std::vector<Field> needQuestions(const Offered& offered);
std::vector<Field> viewQuestions(const Offered& offered);
/// `learner`: with what is asked when a learner agrees for themselves.
std::vector<Field> consentQuestions(bool learner);
std::vector<Field> caseWorkerQuestions();
std::vector<Field> weekQuestions();
std::vector<Field> contactQuestions();
std::vector<Field> riskQuestions();
std::vector<Field> paperQuestions();

/// The kind under which an uploaded paper is filed: `ehcp` for `papers.ehcp`; empty for a question that is no upload.
std::string_view documentKind(std::string_view question);

}  // namespace capd::refer
