"""Names of fields, kinds and codes of people, for screens, the command line and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.wording.catalogue import N_, t
from trainer.wording.sentences import say

FIELDS: dict[str, str] = {
    "staff_no": N_("Staff number"),
    "name": N_("Name"),
    "id_number": N_("ID number"),
    "sex": N_("Sex"),
    "ethnicity": N_("Ethnic group"),
    "birth": N_("Date of birth"),
    "unit": N_("Unit"),
    "unit_id": N_("Unit"),
    "unit_code": N_("Unit code"),
    "section": N_("Section"),
    "post": N_("Post"),
    "post_level": N_("Post level"),
    "rank": N_("Rank"),
    "category": N_("Staff category"),
    "political_status": N_("Political status"),
    "work_start": N_("Start of work"),
    "education": N_("Education"),
    "degree": N_("Degree"),
    "phone": N_("Mobile number"),
    "tier": N_("Tier"),
    "leader_path": N_("Leader's path"),
    "employment": N_("Employment"),
    "employment_since": N_("Since"),
    "order_no": N_("Order number"),
    "remark": N_("Remark"),
    "serial": N_("Running number (not read)"),
    "picture": N_("Picture (not read)"),
    "age": N_("Age (not read)"),
}

CODES: dict[str, dict[str, str]] = {
    "sex": {"0": N_("unknown"), "1": N_("male"), "2": N_("female"), "9": N_("not stated")},
    # SOURCE: GB/T 3304-1991, roman spellings.
    "ethnicity": {
        "01": N_("Han"),
        "02": N_("Mongol"),
        "03": N_("Hui"),
        "04": N_("Zang"),
        "05": N_("Uygur"),
        "06": N_("Miao"),
        "07": N_("Yi"),
        "08": N_("Zhuang"),
        "09": N_("Buyei"),
        "10": N_("Chosen"),
        "11": N_("Man"),
        "12": N_("Dong"),
        "13": N_("Yao"),
        "14": N_("Bai"),
        "15": N_("Tujia"),
        "16": N_("Hani"),
        "17": N_("Kazak"),
        "18": N_("Dai"),
        "19": N_("Li"),
        "20": N_("Lisu"),
        "21": N_("Va"),
        "22": N_("She"),
        "23": N_("Gaoshan"),
        "24": N_("Lahu"),
        "25": N_("Sui"),
        "26": N_("Dongxiang"),
        "27": N_("Naxi"),
        "28": N_("Jingpo"),
        "29": N_("Kirgiz"),
        "30": N_("Tu"),
        "31": N_("Daur"),
        "32": N_("Mulao"),
        "33": N_("Qiang"),
        "34": N_("Blang"),
        "35": N_("Salar"),
        "36": N_("Maonan"),
        "37": N_("Gelao"),
        "38": N_("Xibe"),
        "39": N_("Achang"),
        "40": N_("Pumi"),
        "41": N_("Tajik"),
        "42": N_("Nu"),
        "43": N_("Uzbek"),
        "44": N_("Russ"),
        "45": N_("Ewenki"),
        "46": N_("Deang"),
        "47": N_("Bonan"),
        "48": N_("Yugur"),
        "49": N_("Gin"),
        "50": N_("Tatar"),
        "51": N_("Derung"),
        "52": N_("Oroqen"),
        "53": N_("Hezhen"),
        "54": N_("Monba"),
        "55": N_("Lhoba"),
        "56": N_("Jino"),
    },
    "political_status": {
        "01": N_("Member of the Communist Party of China"),
        "02": N_("Probationary member of the Communist Party of China"),
        "03": N_("Communist Youth League member"),
        "04": N_("Member of the Revolutionary Committee of the Kuomintang"),
        "05": N_("Member of the China Democratic League"),
        "06": N_("Member of the Democratic National Construction Association"),
        "07": N_("Member of the Association for Promoting Democracy"),
        "08": N_("Member of the Peasants' and Workers' Democratic Party"),
        "09": N_("Member of the Zhi Gong Party"),
        "10": N_("Member of the Jiusan Society"),
        "11": N_("Member of the Taiwan Democratic Self-Government League"),
        "12": N_("No party affiliation"),
        "13": N_("The masses"),
    },
    "post_level": {
        "111": N_("Provincial level, chief"),
        "112": N_("Provincial level, deputy"),
        "121": N_("Bureau level, chief"),
        "122": N_("Bureau level, deputy"),
        "131": N_("County level, chief"),
        "132": N_("County level, deputy"),
        "141": N_("Township level, chief"),
        "142": N_("Township level, deputy"),
        "150": N_("Section member"),
        "160": N_("Clerk"),
        "199": N_("Level not fixed"),
    },
    "rank": {
        "inspector_1": N_("Inspector, grade 1"),
        "inspector_2": N_("Inspector, grade 2"),
        "consultant_1": N_("Consultant, grade 1"),
        "consultant_2": N_("Consultant, grade 2"),
        "consultant_3": N_("Consultant, grade 3"),
        "consultant_4": N_("Consultant, grade 4"),
        "principal_1": N_("Principal staff member, grade 1"),
        "principal_2": N_("Principal staff member, grade 2"),
        "principal_3": N_("Principal staff member, grade 3"),
        "principal_4": N_("Principal staff member, grade 4"),
        "clerk_1": N_("Staff member, grade 1"),
        "clerk_2": N_("Staff member, grade 2"),
    },
    "category": {
        "civil_servant": N_("Civil servant"),
        "reference": N_("Staff under the Civil Servants Law"),
        "institution": N_("Public institution staff"),
        "worker": N_("Support worker"),
        "contract": N_("Contract staff"),
        "other": N_("Other"),
    },
    "education": {
        "10": N_("Postgraduate"),
        "20": N_("University"),
        "30": N_("College"),
        "40": N_("Secondary vocational"),
        "60": N_("Senior high school"),
        "70": N_("Junior high school"),
        "80": N_("Primary school"),
        "90": N_("Other"),
    },
    "degree": {
        "1": N_("Honorary doctor"),
        "2": N_("Doctor"),
        "3": N_("Master"),
        "4": N_("Bachelor"),
    },
    "tier": {
        "T1": N_("Leading cadres"),
        "T2": N_("General staff"),
        "T3": N_("Operators and managers"),
    },
    "employment": {
        "active": N_("In post"),
        "seconded": N_("Seconded"),
        "attached": N_("On attachment"),
        "sick_leave": N_("Long sick leave"),
        "retired": N_("Retired"),
        "transferred_out": N_("Transferred out"),
        "resigned": N_("Resigned"),
        "deceased": N_("Deceased"),
    },
    "unit_kind": {
        "league": N_("League, prefecture"),
        "banner": N_("Banner, county"),
        "department": N_("Department"),
        "township": N_("Township"),
        "section": N_("Section"),
        "other": N_("Other"),
    },
    "action": {
        "added": N_("New"),
        "changed": N_("Changed"),
        "moved": N_("Moved"),
        "unchanged": N_("Unchanged"),
        "refused": N_("Refused"),
    },
}


def field_name(field: str) -> str:
    """Say the name of a field."""
    return t(FIELDS[field]) if field in FIELDS else field


def say_finding(code: str, facts: Mapping[str, Any]) -> str:
    """Put a finding of a roster into words; a field among its facts is named, not coded."""
    worded = dict(facts)
    if "field" in worded:
        worded["field"] = field_name(str(worded["field"]))
    if "tier" in worded:
        worded["tier"] = code_name("tier", str(worded["tier"]))
    return str(say(code, worded))


def code_name(field: str, code: str) -> str:
    """Say a code; text outside a table stands for itself."""
    name = CODES.get(field, {}).get(code)
    return code if name is None else t(name)
