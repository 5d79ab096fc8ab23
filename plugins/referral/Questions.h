#pragma once
// The questions that the form asks of every school, section by section, in the order of the page.

#include <functional>
#include <string_view>
#include <vector>

#include "capd/Form.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::refer {

/// `sendTeam`: of a pupil who may be on no school's roll.
std::vector<Field> pupilQuestions(bool sendTeam);
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
std::vector<Field> weekQuestions(bool sendTeam);
/// What only some programmes ask: the questions whose facts this one's rules read, the hours where it has hours, and
/// the support and assessments that it offers (REF-16).
std::vector<Field> programmeQuestions(const ProgrammeCard& programme);
/// Those of them that answer one rule of the programme.
std::vector<Field> questionsOfRule(const ProgrammeCard& programme, const std::string& rule);
/// Does it answer a rule of the programme, so that the referral may be sent and wait for it?
bool answersARule(std::string_view question);
std::vector<Field> contactQuestions();
std::vector<Field> riskQuestions();
std::vector<Field> paperQuestions();

/// The kind under which an uploaded paper is filed: `ehcp` for `papers.ehcp`; empty for a question that is no upload.
std::string_view documentKind(std::string_view question);

}  // namespace capd::refer
