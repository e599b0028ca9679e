# SPDX-License-Identifier: GPL-3.0-or-later
class_name SoliloquyNames
extends RefCounted
## Which of ARKit's 52 shapes a mesh's blend shape is, whatever its case and whatever stands in front of it.
##
## Known are ARKit's names (eyeBlinkLeft, eyeBlink_L, EyeBlinkLeft, blendShape1.eyeBlinkLeft, A14_Eye_Blink_Left) and
## those of Unified Expressions (EyeClosedLeft, LipFunnelUpperLeft), several of which may follow one of ARKit's.

const WHOLE := [
	"browInnerUp", "cheekPuff", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose", "mouthFunnel", "mouthLeft",
	"mouthPucker", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "tongueOut",
]
## Each of these with Left and with Right.
const SIDED := [
	"browDown", "browOuterUp", "cheekSquint", "eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp",
	"eyeSquint", "eyeWide", "mouthDimple", "mouthFrown", "mouthLowerDown", "mouthPress", "mouthSmile", "mouthStretch",
	"mouthUpperUp", "noseSneer",
]
## Unified Expressions in lower case -> ARKit, where the two differ; of each side, and of both at once.
const UNIFIED_SIDED := {
	"eyeclosed": "eyeBlink", "mouthcornerpull": "mouthSmile", "mouthsad": "mouthFrown", "browpinch": "browDown",
	"browlowerer": "browDown",
}
const UNIFIED_WHOLE := {
	"mouthclosed": "mouthClose", "mouthraiserlower": "mouthShrugLower", "mouthraiserupper": "mouthShrugUpper",
	"lipsuckupper": "mouthRollUpper", "lipsucklower": "mouthRollLower", "lipfunnel": "mouthFunnel",
	"lipfunnelupper": "mouthFunnel", "lipfunnellower": "mouthFunnel", "lippucker": "mouthPucker",
	"lippuckerupper": "mouthPucker", "lippuckerlower": "mouthPucker",
}
## Their last word is a side, and yet no half of a shape.
const UNIFIED_DIRECTIONS := {
	"mouthupperleft": "mouthLeft", "mouthlowerleft": "mouthLeft", "mouthupperright": "mouthRight",
	"mouthlowerright": "mouthRight",
}

## VRM 1's names of vowels and lids, by what VRM 0 and VRoid call them, in lower case.
const VRM := {
	"aa": "aa", "ih": "ih", "ou": "ou", "ee": "ee", "oh": "oh", "blinkleft": "blinkLeft", "blinkright": "blinkRight",
	"blink_l": "blinkLeft", "blink_r": "blinkRight", "fcl_eye_close_l": "blinkLeft", "fcl_eye_close_r": "blinkRight",
	"mth_a": "aa", "mth_i": "ih", "mth_u": "ou", "mth_e": "ee", "mth_o": "oh",
}
## VRM 0's own, which are words of one letter and so taken as they are alone.
const VRM_LETTERS := {"A": "aa", "I": "ih", "U": "ou", "E": "ee", "O": "oh"}

static var _known := {}


## ARKit's name of a blend shape, "" where it is none.
static func arkit_of(blend_shape: String) -> String:
	if _known.is_empty():
		_known = _all()
	var plain := _plain(blend_shape)
	if _known.has(plain):
		return _known[plain]
	# The longest end that is known: what stands in front is a mesh's or an exporter's own.
	for start in range(1, plain.length() - 5):
		if _known.has(plain.substr(start)):
			return _known[plain.substr(start)]
	return ""


## Which of VRM's vowels and lids a blend shape is, "" where it is none (aa, A, Face.M_F00_000_00_Fcl_MTH_A, Blink_L).
static func vrm_of(blend_shape: String) -> String:
	if VRM_LETTERS.has(blend_shape):
		return VRM_LETTERS[blend_shape]
	var name := blend_shape.get_slice(".", blend_shape.get_slice_count(".") - 1).to_lower()
	if VRM.has(name):
		return VRM[name]
	for known in VRM:
		if known.contains("_") and name.ends_with("_" + known):
			return VRM[known]
	return ""


static func _all() -> Dictionary:
	var found := UNIFIED_DIRECTIONS.duplicate()
	for whole in WHOLE:
		found[whole.to_lower()] = whole
		if whole in ["browInnerUp", "cheekPuff"]:
			_with_sides(found, whole.to_lower(), whole, false)
	for sided in SIDED:
		_with_sides(found, sided.to_lower(), sided, true)
	for theirs in UNIFIED_SIDED:
		_with_sides(found, theirs, UNIFIED_SIDED[theirs], true)
	for theirs in UNIFIED_WHOLE:
		found[theirs] = UNIFIED_WHOLE[theirs]
		_with_sides(found, theirs, UNIFIED_WHOLE[theirs], false)
	return found


static func _with_sides(found: Dictionary, theirs: String, ours: String, is_sided: bool) -> void:
	for side in ["Left", "Right"]:
		found[theirs + side.to_lower()] = ours + side if is_sided else ours


## Its letters in lower case, L or R at the end written out.
static func _plain(blend_shape: String) -> String:
	var name := blend_shape.get_slice(".", blend_shape.get_slice_count(".") - 1)
	if name.length() == 1:
		name = blend_shape
	var letters := ""
	for letter in name:
		if letter.to_lower() != letter.to_upper():
			letters += letter
	var end := name.right(2).to_lower()
	if end in ["_l", ".l", "-l", " l"]:
		return letters.left(-1).to_lower() + "left"
	if end in ["_r", ".r", "-r", " r"]:
		return letters.left(-1).to_lower() + "right"
	return letters.to_lower()
