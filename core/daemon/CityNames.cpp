#include "daemon/CityNames.h"

namespace capd::daemon {
namespace {

using Words = std::string_view;

constexpr Words kSchoolStems[] = {
    "Thornmere",       "Aldbrook",      "Kestrel Rise",  "Harrowfield",  "Millrace Hill", "Oakhollow",
    "Larkwater",       "Ridgewell",     "Fernholt",      "Swanpool",     "Copper Beech",  "Elmcross",
    "Hazelgate",       "Quarry Edge",   "Stonebeck",     "Willowmead",   "Amberley Top",  "Broadmoss",
    "Cinder Bank",     "Dovecroft",     "Easthollow",    "Foxmarsh",     "Gilder Row",    "Heronsgate",
    "Ivyhouse",        "Juniper Lane",  "Knapton Field", "Limeburn",     "Mossbank",      "Nightingale Row",
    "Orchard Fold",    "Pinnacle Hill", "Queensmere",    "Rookwood End", "Saltersford",   "Tanner's Yard",
    "Underhill",       "Vinehall",      "Weavers Green", "Yewdale",      "Ashlode",       "Brindle Heath",
    "Cartwright Fold", "Dunmarsh",      "Eldergrove",    "Fullers Mead", "Greywater",     "Hollin Bank",
    "Inkberrow Top",   "Jackdaw Hill"};
constexpr Words kProviderStems[] = {
    "Millstone",     "Bluegate",  "Copperfold", "Northlight",   "Tallis",       "Redbarn",       "Sandpiper",
    "Anvil Street",  "Greenfold", "Kingcup",    "Lanternhill",  "Weir",         "Brightwater",   "Hopyard",
    "Ironstone Row", "Juniper",   "Kiln Lane",  "Longacre",     "Marlpit",      "Nettlefold",    "Old Foundry",
    "Pathfinder",    "Quayside",  "Rowan",      "Silver Birch", "Towpath",      "Upland",        "Vulcan Yard",
    "Windlass",      "Yarrow",    "Ambler",     "Bellfield",    "Chalkhill",    "Drayman",       "Eastgate Mill",
    "Firecrest",     "Goldcrest", "Halfmoon",   "Inkwell",      "Jubilee Yard", "Keystone",      "Loom",
    "Mulberry",      "Newfound",  "Otter",      "Packhorse",    "Quill",        "Riverside Row", "Shuttle",
    "Tinder",        "Umber",     "Viaduct",    "Wainwright",   "Saddlers",     "Cobble",        "Hedgerow",
    "Slate",         "Turnstile"};
constexpr Words kBoys[] = {"Aaron", "Adil",    "Bartek", "Callum", "Dawid", "Ellis",  "Emeka", "Finn",   "Gethin",
                           "Hamza", "Ibrahim", "Jayden", "Kai",    "Kofi",  "Leon",   "Marek", "Nathan", "Omari",
                           "Preet", "Quinn",   "Rhys",   "Samir",  "Tariq", "Tomasz", "Tyler", "Umar",   "Vikram",
                           "Will",  "Yusuf",   "Zain",   "Ioan",   "Jamal", "Kieran", "Luca",  "Mason",  "Noah"};
constexpr Words kGirls[] = {"Aisha", "Amelia", "Bronwen", "Chloë", "Divya",  "Efua",    "Freya", "Grace",
                            "Hania", "Imani",  "Jasmin",  "Keira", "Layla",  "Maja",    "Niamh", "Oliwia",
                            "Paige", "Rania",  "Simran",  "Tia",   "Yasmin", "Zuzanna", "Siân",  "Renée"};
constexpr Words kStaff[] = {"Alan",   "Bridget", "Colin",   "Deepa",   "Edwin",   "Fatima", "Gareth",  "Helen",
                            "Imran",  "Joanna",  "Karl",    "Lorna",   "Malik",   "Nadia",  "Owen",    "Petra",
                            "Qasim",  "Rachel",  "Stefan",  "Theresa", "Usha",    "Vera",   "Winston", "Yvonne",
                            "Zoltan", "Anita",   "Bernard", "Celia",   "Dominic", "Esther"};
constexpr Words kFamilyBeginnings[] = {"Ash",  "Brack", "Cor",  "Dun",  "Eld", "Fen",   "Garr", "Hask", "Ink",  "Jarv",
                                       "Kelv", "Lind",  "Marl", "Nor",  "Oss", "Pell",  "Quen", "Rusk", "Sorn", "Thax",
                                       "Ubb",  "Vell",  "Wrax", "Yarn", "Zel", "Świer", "Okw",  "Bhar", "Tarn", "Mbek"};
constexpr Words kFamilyEndings[] = {"aby",    "borne",  "combe", "dale", "enko",  "ford-Lyle", "garth", "holm",
                                    "ingale", "kowicz", "lowe",  "mere", "ndi",   "oduya",     "pole",  "rani",
                                    "sley",   "thorpe", "uwal",  "vane", "worth", "ygill"};
constexpr Words kStreets[] = {"Larkfield Road", "Old Weavers Lane", "Copper Street", "Millpond Close", "Hazel Rise",
                              "Brickkiln Lane", "St Alder's Walk",  "Foundry Row",   "Elder Crescent", "Canal View"};
constexpr InventedTrade kTrades[] = {
    {"Motor Workshop", "Motor vehicle, first steps", "Valeting and trim", "Overalls are lent; sturdy shoes"},
    {"Building Skills", "Bricklaying", "Plastering and tiling", "Work boots and a hard hat are lent"},
    {"Kitchens", "Catering and kitchen skills", "Baking", "Hair tied back, closed shoes"},
    {"Gardens", "Horticulture", "Hedges, paths and fences", "Warm clothes, boots"},
    {"Stables", "Working with horses", "Yard and tack", "Long trousers, boots"},
    {"Barbers", "Barbering", "Skin, nails and make-up", "Dark clothes"},
    {"Print and Media", "Film and photography", "Screen printing", "Clothes that may get dirty"},
    {"Sound Rooms", "Making music", "Live sound and light", "Everyday clothes"},
    {"Metalworks", "Welding and fabrication", "Bench engineering", "Overalls and boots are lent"},
    {"Animal Farm", "Animal care", "A farm through the year", "Boots and a change of clothes"},
    {"Outdoor Centre", "Climbing and canoeing", "Woodland skills", "Clothes for wet weather"},
    {"Decorators", "Painting and decorating", "Furniture repair", "Overalls are lent"},
    {"Boatyard", "Working with wood and water", "Small engines", "Clothes for wet weather"},
    {"Logistics", "Warehouse and delivery", "Working in a shop", "Sturdy shoes"},
    {"Textiles", "Fashion and sewing", "Weaving and dyeing", "Everyday clothes"},
};
constexpr Words kInsight[] = {"Looking ahead",    "Calm and conflict",  "Safe on the street", "Healthy choices",
                              "Friends or not",   "Online and offline", "My next step",       "Who am I?",
                              "Risk and respect", "Headspace",          "Fair play"};
constexpr Words kFlourish[] = {"Roots", "New leaf", "Steady ground", "Open door", "Second spring"};
constexpr Words kCurriculum[] = {"English and maths for two days", "Functional skills", "Science at the bench",
                                 "Catching up for GCSE", "Reading workshop"};
constexpr Words kPersonal[] = {"Sport and leadership",    "Art and well-being",       "Ready for work",
                               "Drama and voice",         "Boxing, fitness and food", "Radio and podcasts",
                               "Volunteering in the city"};
constexpr Words kRationales[] = {
    "Learns best with both hands and has asked for a trade. A day a week keeps the other four going.",
    "Lessons after break have become hard. A small group with one tutor gave a good week in the autumn.",
    "Attendance fell after a move. A course close to home has brought others back to full weeks.",
    "Wants to go to college and needs something to show. The course ends with an award.",
    "Has a real talent that the timetable has no room for, and the family has asked for it twice."};
constexpr Words kNeeds[] = {"Finds large groups hard; one adult who is known makes the difference. Short tasks help.",
                            "Reads at the level of year 6. Instructions in pictures help; so does time to start.",
                            "Gets anxious before changes. A message the evening before is enough.",
                            "Loses concentration after twenty minutes; moving about helps.",
                            "No diagnosis. Quick to anger when corrected before others, quick to make it good."};
constexpr Words kProfiles[] = {"Good with tools, loyal to friends, on time when it matters. Working level 3 in maths.",
                               "Draws well and explains clearly. Does not like to read aloud.",
                               "Strong swimmer, helps younger ones. Behind in English after months away.",
                               "Kind to animals, patient with machines, impatient with worksheets.",
                               "Speaks three languages at home. Wants to be asked, not told."};
constexpr Words kViews[] = {"I want to learn something I can use.", "I would like to try it for a term.",
                            "I like the place. The people there listen.", "I want to get my English done as well.",
                            "My cousin went there and now he works."};
constexpr Words kExits[] = {"College, level 1, and English again in the summer.",
                            "Back to all lessons after the course.",
                            "An apprenticeship with one of the firms that take part.",
                            "A full timetable with a mentor in school.", "Sixth form, if the GCSEs go as hoped."};

}  // namespace

std::span<const Words> schoolStems() { return kSchoolStems; }
std::span<const Words> providerStems() { return kProviderStems; }
std::span<const Words> firstNamesOfBoys() { return kBoys; }
std::span<const Words> firstNamesOfGirls() { return kGirls; }
std::span<const Words> firstNamesOfStaff() { return kStaff; }
std::span<const Words> familyBeginnings() { return kFamilyBeginnings; }
std::span<const Words> familyEndings() { return kFamilyEndings; }
std::span<const Words> streets() { return kStreets; }
std::span<const InventedTrade> trades() { return kTrades; }
std::span<const Words> insightTitles() { return kInsight; }
std::span<const Words> flourishTitles() { return kFlourish; }
std::span<const Words> curriculumTitles() { return kCurriculum; }
std::span<const Words> personalTitles() { return kPersonal; }
std::span<const Words> rationales() { return kRationales; }
std::span<const Words> needsInWords() { return kNeeds; }
std::span<const Words> profiles() { return kProfiles; }
std::span<const Words> viewsOfPupils() { return kViews; }
std::span<const Words> exits() { return kExits; }

}  // namespace capd::daemon
