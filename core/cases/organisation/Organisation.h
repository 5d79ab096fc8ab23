#pragma once
// Schools, training providers, CAP and the SEND team, and the people who act for them (ENT-01, ENT-36).
// Names and work contacts of organisations are no secret inside the service; pupils are (cases/pupil).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Tx.h"

namespace capd {

struct Organisation {
  std::int64_t id = 0;
  std::string kind;  ///< cap, school, provider, send_team, agency (holds seats on a panel)
  std::string name;
  std::optional<std::string> urn;
  std::optional<std::string> schoolGroup;  ///< primary_partnership, secondary_partnership, west_midlands_national
  std::optional<std::string> sla;          ///< sla, admin_fee
  std::string phone;
  std::string email;
  std::string address;
  std::string travel;
  bool closed = false;
  std::int64_t version = 0;
};

std::optional<Organisation> findOrganisation(ReadTx& tx, std::int64_t id);
/// By kind and name, without regard to case and accents.
std::optional<Organisation> findOrganisation(ReadTx& tx, std::string_view kind, std::string_view name);
/// Those of a kind, by name: the open ones, or closed ones too.
std::vector<Organisation> organisations(ReadTx& tx, std::string_view kind, bool closedToo = false);
/// The council's one CAP organisation. @throws std::runtime_error when the database was never set up.
std::int64_t capOrganisation(ReadTx& tx);
/// The way of a referral that schools can't send: "Referrals come from the SEND team: 024 ..., send@..." (label 29).
std::string sendRouteInWords(ReadTx& tx);
/// @returns its id. The name must be new for its kind (guard first with findOrganisation).
std::int64_t addOrganisation(WriteTx& tx, const Organisation& organisation);
/// Writes back everything but kind; raises the version.
void saveOrganisation(WriteTx& tx, const Organisation& organisation);

/// `Foxford Motor Project & Co` -> `foxford-motor-project-co`: how an organisation stands in a URL; ids never do.
std::string slugOf(std::string_view name);
/// The open organisation of a kind with that slug.
std::optional<Organisation> bySlug(ReadTx& tx, std::string_view kind, std::string_view slug);

struct Contact {
  std::int64_t person = 0;
  std::int64_t account = 0;  ///< 0 when the person has no sign-in
  std::string name;
  std::string email;
  std::string phone;
  std::string role;
  std::int64_t organisation = 0;
};
/// Those who hold the role there today, by name.
std::vector<Contact> contacts(ReadTx& tx, std::int64_t organisation, std::string_view role);
/// The person behind an account, with no role filled in.
std::optional<Contact> contactOfAccount(ReadTx& tx, std::int64_t account);
/// Who refers for it: a school’s coordinators, or the officers of the SEND team.
std::string referrerRole(ReadTx& tx, std::int64_t organisation);
std::int64_t addPerson(WriteTx& tx, const std::string& name, const std::string& email, const std::string& phone);
/// Gives a person a role from now. Nothing when they hold it already.
void addMembership(WriteTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role);

}  // namespace capd
