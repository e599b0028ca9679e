# SPDX-License-Identifier: GPL-3.0-or-later
class_name SoliloquyFace
extends Node
## Plays lines of Soliloquy (LINE.tres) on the face of any character, in time with their sound.
##
## Every MeshInstance3D below [member character] whose blend shapes have names of ARKit or of Unified Expressions moves,
## whatever the line's own tracks are bound to; one with VRM's vowels moves by a line for VRM (LINE_vrm.tres). Where the game stutters, the face follows the sound.

## The line is over, or [method stop] was called.
signal finished

## What is to speak.
@export var character: Node3D:
	set(value):
		character = value
		_find_shapes()
## Whose head turns; none leaves it alone.
@export var skeleton: Skeleton3D
@export var head_bone := "head"
## How much of the head's turn is shown.
@export_range(0.0, 1.0) var head_turn := 1.0
## An AudioStreamPlayer, AudioStreamPlayer2D or AudioStreamPlayer3D; none plays without sound.
@export var voice: Node

## Seconds from the line's first frame.
var time := 0.0
var line: Animation

const Names := preload("soliloquy_names.gd")

## ARKit's shape -> a list of [MeshInstance3D, its blend shape's number].
var _shapes := {}


func _ready() -> void:
	set_process(line != null)
	_find_shapes()


## ARKit's names of the shapes that were found, and VRM's.
func known_shapes() -> Array:
	return _shapes.keys()


## Play [param what] from its beginning, with [param sound] where one is given.
func play(what: Animation, sound: AudioStream = null) -> void:
	line = what
	time = 0.0
	if voice != null:
		voice.stop()
		voice.stream = sound
		if sound != null:
			voice.play()
	set_process(true)
	show_at(0.0)


## End the line: the face comes to rest.
func stop() -> void:
	if line == null:
		return
	if voice != null:
		voice.stop()
	line = null
	set_process(false)
	for shape in _shapes:
		_set_shape(shape, 0.0)
	_turn_head(Quaternion.IDENTITY)
	finished.emit()


func _process(delta: float) -> void:
	if line == null:
		return
	time = _heard(time + delta)
	if time >= line.length:
		stop()
	else:
		show_at(time)


## The face as it is [param seconds] into the line.
func show_at(seconds: float) -> void:
	for track in line.get_track_count():
		var name := line.track_get_path(track).get_concatenated_subnames()
		var kind := line.track_get_type(track)
		if kind == Animation.TYPE_BLEND_SHAPE:
			_set_shape(name, line.blend_shape_track_interpolate(track, seconds))
		elif kind == Animation.TYPE_ROTATION_3D and name == "head":
			_turn_head(line.rotation_track_interpolate(track, seconds))


## Where the sound is, by the mixer's clock; [param otherwise] where it does not play.
func _heard(otherwise: float) -> float:
	if voice != null and voice.stream_paused:
		return time
	if voice == null or not voice.playing:
		return otherwise
	var now: float = voice.get_playback_position() + AudioServer.get_time_since_last_mix()
	# The mixer's clock may run back by a hair, a face never.
	return maxf(now - AudioServer.get_output_latency(), time)


func _set_shape(shape: String, weight: float) -> void:
	for found in _shapes.get(shape, []):
		found[0].set_blend_shape_value(found[1], weight)


func _turn_head(turn: Quaternion) -> void:
	var bone := -1 if skeleton == null else skeleton.find_bone(head_bone)
	if bone < 0:
		return
	# The turn is along the character's axes, the pose along those of the bone's parent.
	var above := Quaternion.IDENTITY
	if skeleton.get_bone_parent(bone) >= 0:
		above = skeleton.get_bone_global_rest(skeleton.get_bone_parent(bone)).basis.get_rotation_quaternion()
	var shown := Quaternion.IDENTITY.slerp(turn, head_turn)
	var rest := skeleton.get_bone_rest(bone).basis.get_rotation_quaternion()
	skeleton.set_bone_pose_rotation(bone, above.inverse() * shown * above * rest)


func _find_shapes() -> void:
	_shapes = {}
	if character == null:
		return
	for each in [character] + character.find_children("*", "MeshInstance3D", true, false):
		if each is MeshInstance3D and each.mesh != null:
			for number in each.get_blend_shape_count():
				var name: String = each.mesh.get_blend_shape_name(number)
				var shape := Names.arkit_of(name)
				if shape == "":
					shape = Names.vrm_of(name)
				if shape != "":
					if not _shapes.has(shape):
						_shapes[shape] = []
					_shapes[shape].append([each, number])
