# SPDX-License-Identifier: GPL-3.0-or-later
extends Node3D
# What Godot makes of our files: see test_godot.py, which gives asked.json.

const FACE := preload("res://addons/soliloquy/soliloquy_face.gd")
const NAMES := preload("res://addons/soliloquy/soliloquy_names.gd")

var asked: Dictionary = JSON.parse_string(FileAccess.get_file_as_string("res://asked.json"))


func _ready() -> void:
	var whole := scene_of("whole.glb")
	found("whole", animated(whole, whole.find_child("AnimationPlayer", true, false), "line"))
	whole.queue_free()
	var head := scene_of("head.glb")
	found("moves", moves(head))
	var player := AnimationPlayer.new()
	var library := AnimationLibrary.new()
	library.add_animation("line", load("res://line.tres"))
	add_child(player)
	player.root_node = player.get_path_to(head)
	player.add_animation_library("", library)
	found("split", animated(head, player, "line"))
	player.queue_free()
	found("spelled", asked["spelled"].map(NAMES.arkit_of))
	found("face", on_another_face(asked["names"], "res://line.tres"))
	found("vowels", asked["vowels"].map(NAMES.vrm_of))
	found("avatar", on_another_face(asked["vowels"], "res://line_vrm.tres"))
	await pictures(head)
	found("heard", await heard(head))
	get_tree().quit()


func found(name: String, what: Variant) -> void:
	print("FOUND ", JSON.stringify({"name": name, "what": what}))


func scene_of(file: String) -> Node3D:
	var state := GLTFState.new()
	var document := GLTFDocument.new()
	document.append_from_buffer(FileAccess.get_file_as_bytes("res://" + file), "res://", state)
	var scene: Node3D = document.generate_scene(state)
	add_child(scene)
	return scene


func mesh_of(scene: Node3D) -> MeshInstance3D:
	for each in scene.find_children("*", "MeshInstance3D", true, false):
		if each.get_blend_shape_count() > 0:
			return each
	return null


# How far each shape moves a vertex, in metres.
func moves(scene: Node3D) -> Dictionary:
	var mesh: ArrayMesh = mesh_of(scene).mesh
	var farthest := {}
	for surface in mesh.get_surface_count():
		var places: PackedVector3Array = mesh.surface_get_arrays(surface)[Mesh.ARRAY_VERTEX]
		var shapes := mesh.surface_get_blend_shape_arrays(surface)
		for shape in mesh.get_blend_shape_count():
			var shown: PackedVector3Array = shapes[shape][Mesh.ARRAY_VERTEX]
			var most := 0.0
			for vertex in places.size():
				most = maxf(most, shown[vertex].distance_to(places[vertex]))
			var name := String(mesh.get_blend_shape_name(shape))
			farthest[name] = maxf(farthest.get(name, 0.0), most)
	return farthest


# Weights and the head's turn at the times that were asked for.
func animated(scene: Node3D, player: AnimationPlayer, clip: String) -> Dictionary:
	var mesh := mesh_of(scene)
	var skeleton: Skeleton3D = scene.find_children("*", "Skeleton3D", true, false)[0]
	var rows := []
	player.play(clip)
	for time in asked["times"]:
		player.seek(time, true)
		var row := {}
		for shape in mesh.get_blend_shape_count():
			row[mesh.mesh.get_blend_shape_name(shape)] = mesh.get_blend_shape_value(shape)
		var turn := skeleton.get_bone_pose_rotation(skeleton.find_bone("head"))
		rows.append({"weights": row, "turn": [turn.x, turn.y, turn.z, turn.w]})
	return {"length": player.get_animation(clip).length, "rows": rows}


# The line on a triangle whose shapes have the names that were asked for.
func on_another_face(names: Array, line: String) -> Array:
	var mesh := ArrayMesh.new()
	var arrays := []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = PackedVector3Array([Vector3.ZERO, Vector3.UP, Vector3.RIGHT])
	var shapes := []
	for name in names:
		mesh.add_blend_shape(name)
		var shape := []
		shape.resize(Mesh.ARRAY_MAX)
		shape[Mesh.ARRAY_VERTEX] = arrays[Mesh.ARRAY_VERTEX]
		shapes.append(shape.slice(0, Mesh.ARRAY_TANGENT + 1))
	mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays, shapes)
	var shown := MeshInstance3D.new()
	shown.mesh = mesh
	add_child(shown)
	var face := FACE.new()
	face.character = shown
	add_child(face)
	face.play(load(line))
	var rows := []
	for time in asked["times"]:
		face.show_at(time)
		rows.append(range(shown.get_blend_shape_count()).map(shown.get_blend_shape_value))
	face.stop()
	rows.append(range(shown.get_blend_shape_count()).map(shown.get_blend_shape_value))
	shown.queue_free()
	face.queue_free()
	return rows


func pictures(scene: Node3D) -> void:
	var face := FACE.new()
	face.character = scene
	face.skeleton = scene.find_children("*", "Skeleton3D", true, false)[0]
	add_child(face)
	var camera := Camera3D.new()
	add_child(camera)
	camera.fov = 22
	camera.position = Vector3(0, 0.02, 0.9)
	var light := DirectionalLight3D.new()
	add_child(light)
	light.rotation_degrees = Vector3(-30, 20, 0)
	face.line = load("res://line.tres")
	face.set_process(false)
	for time in asked["pictures"]:
		face.show_at(time)
		for frame in 3:
			await RenderingServer.frame_post_draw
		var png := get_viewport().get_texture().get_image().save_png_to_buffer()
		found("picture", Marshalls.raw_to_base64(png))
	face.queue_free()


# After a hitch of a third of a second the face is where the sound is.
func heard(scene: Node3D) -> Dictionary:
	var voice := AudioStreamPlayer.new()
	add_child(voice)
	var face := FACE.new()
	face.character = scene
	face.voice = voice
	add_child(face)
	face.play(load("res://line.tres"), AudioStreamWAV.load_from_buffer(FileAccess.get_file_as_bytes("res://line.wav")))
	# Drawn by a processor, frames would last as long as the hitch.
	scene.hide()
	var apart := []
	var before := 0
	while face.time < 2.0 and voice.playing:
		await get_tree().process_frame
		if before == 0 and face.time > 0.5:
			OS.delay_msec(330)
			before = apart.size() + 1
		apart.append(face.time - voice.get_playback_position())
	var at := face.time
	face.stop()
	return {"apart": apart.slice(before + 1), "time": at}
