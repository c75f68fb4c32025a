//! The numbers of Australia, New Zealand and the islands of the Pacific. Texts to small islands are dear, so
//! their rows are as narrow as what is known of them.

use super::plan::{Plan, plans};

/// The rows of this part of the world.
pub(super) const PLANS: &[Plan] = plans! {
    // land, calling code, what tells it, trunk, abroad, least and most digits, ranges that get texts
    AU +61  ""      "0" "0011 0014-0016 0018 0019" 9 9  "4";
    CC +61  "89162" "0" "0011 0014-0016 0018 0019" 9 9  "4";
    CK +682 ""      ""  "00"       5 5  "5 7 8";
    CX +61  "89164" "0" "0011 0014-0016 0018 0019" 9 9  "4";
    FJ +679 ""      ""  "00 052"   7 7  "2 4 5 7 8 9";
    FM +691 ""      ""  "00"       7 7  "3 820 92-97";
    KI +686 ""      "0" "00"       8 8  "62 63 7";
    MH +692 ""      "1" "011"      7 7  "235 329 45 545";
    NC +687 ""      ""  "00"       6 6  "5 7 80-87 89 9";
    NF +672 ""      ""  "00"       6 6  "14 35 38";
    NR +674 ""      ""  "00"       7 7  "222 55 666 777 8 999";
    NU +683 ""      ""  "00"       4 4  "5 6 888:7";
    NZ +64  ""      "0" "00 0161"  8 10 "20-22 26-29";
    PF +689 ""      ""  "00"       8 8  "87-89";
    PG +675 ""      ""  "00 1401-1403" 8 8  "7 81-85 88";
    PW +680 ""      ""  "011 012"  7 7  "45 46 620 630 640 660 680 690 77 78 83 88";
    SB +677 ""      ""  "00 01"    7 7  "48:5 68 69 7-9";
    TK +690 ""      ""  "00"       4 7  "72-74";
    TO +676 ""      ""  "00"       7 7  "54 554-556 6 7 84 86-89 999";
    TV +688 ""      ""  "00"       7 7  "7 90:6";
    VU +678 ""      ""  "00"       7 7  "5 7 8";
    WF +681 ""      ""  "00"       6 6  "72 82 83";
    WS +685 ""      ""  "0"        7 7  "7 83-87 89:10";
};
