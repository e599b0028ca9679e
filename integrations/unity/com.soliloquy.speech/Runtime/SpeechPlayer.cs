// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;
using UnityEngine;

namespace Soliloquy.Speech
{
    /// <summary>Plays lines on a head in time with their sound. Put it onto the character's topmost object.</summary>
    [AddComponentMenu("Soliloquy/Speech Player")]
    public sealed class SpeechPlayer : MonoBehaviour
    {
        [Tooltip("How lines move this head. Without one the blend shapes are found by their names.")]
        public FaceMap map;
        [Tooltip("Where the sound comes from. Without one the face moves in silence.")]
        public AudioSource voice;
        [Tooltip("The bone that turns with the line. Without one, and without a map that names it, the head stays.")]
        public Transform head;
        [Range(0f, 1f)]
        public float headTurn = 1f;

        /// <summary>The line is over, or <see cref="Stop"/> was called.</summary>
        public event Action Finished;

        readonly SoundClock clock = new SoundClock();
        readonly List<Shown> shown = new List<Shown>();
        SpeechLine line;
        MappedShape[] mapped;
        Quaternion above = Quaternion.identity;
        Quaternion rest = Quaternion.identity;
        bool paused;

        /// <summary>Seconds into the line.</summary>
        public float Now { get { return (float)clock.Now; } }
        public bool IsPlaying { get { return line != null && !paused; } }

        struct Shown
        {
            public SkinnedMeshRenderer mesh;
            public int index;
            public float full;
            public ShapeTrack track;
        }

        void Awake()
        {
            if (mapped == null) FindHead();
        }

        /// <summary>Play from the beginning. A line that still plays is stopped first.</summary>
        public void Play(SpeechLine what)
        {
            Stop();
            if (what == null) return;
            if (mapped == null) FindHead();
            line = what;
            paused = false;
            BindTracks();
            clock.Start();
            if (voice != null && line.sound != null)
            {
                voice.clip = line.sound;
                voice.Play();
            }
            ShowAt(0f);
        }

        public void Pause()
        {
            if (!IsPlaying) return;
            paused = true;
            if (voice != null) voice.Pause();
        }

        public void Resume()
        {
            if (line == null || !paused) return;
            paused = false;
            if (voice != null) voice.UnPause();
        }

        /// <summary>End the line: the face comes to rest.</summary>
        public void Stop()
        {
            if (line == null) return;
            line = null;
            if (voice != null) voice.Stop();
            foreach (Shown each in shown) each.mesh.SetBlendShapeWeight(each.index, 0f);
            if (head != null) head.localRotation = rest;
            if (Finished != null) Finished();
        }

        /// <summary>Show a moment of the line that plays.</summary>
        public void ShowAt(float seconds)
        {
            if (line == null) return;
            float frame = seconds * line.framesPerSecond;
            foreach (Shown each in shown) each.mesh.SetBlendShapeWeight(each.index, each.track.At(frame) * each.full);
            TurnTrack turn = line.HeadTurn;
            if (head == null || turn == null) return;
            Quaternion part = Quaternion.Slerp(Quaternion.identity, turn.At(frame), headTurn);
            head.localRotation = TurnTrack.Local(part, above, rest);
        }

        // Late, so that the character's own animation does not undo the face.
        void LateUpdate()
        {
            if (!IsPlaying) return;
            bool playing = voice != null && voice.isPlaying;
            double rate = line.sound == null ? 1 : line.sound.frequency;
            double heard = playing ? voice.timeSamples / rate : 0;
            double length = line.sound == null ? 0 : line.sound.length;
            float now = (float)clock.Advance(playing, heard, length, Time.unscaledDeltaTime);
            if (now >= line.Seconds) Stop();
            else ShowAt(now);
        }

        void FindHead()
        {
            mapped = map != null ? map.shapes : HeadMatching.Match(NamedMeshes(transform));
            if (head == null && map != null && map.headBone != "") head = transform.Find(map.headBone);
            if (head == null) return;
            rest = map != null ? map.headAtRest : head.localRotation;
            above = map != null ? map.aboveHead : Quaternion.Inverse(transform.rotation) * head.parent.rotation;
        }

        void BindTracks()
        {
            shown.Clear();
            foreach (MappedShape each in mapped)
            {
                ShapeTrack track = Find(line.shapes, each.shape) ?? Find(line.visemes, each.shape);
                SkinnedMeshRenderer mesh = track == null ? null : MeshAt(each.mesh);
                int index = mesh == null ? -1 : mesh.sharedMesh.GetBlendShapeIndex(each.blendShape);
                if (index >= 0) shown.Add(new Shown { mesh = mesh, index = index, full = each.full, track = track });
            }
        }

        static ShapeTrack Find(ShapeTrack[] tracks, string shape)
        {
            return Array.Find(tracks, each => each.shape == shape);
        }

        SkinnedMeshRenderer MeshAt(string path)
        {
            Transform found = path == "" ? transform : transform.Find(path);
            return found == null ? null : found.GetComponent<SkinnedMeshRenderer>();
        }

        /// <summary>The meshes with blend shapes below a character, by their paths from it.</summary>
        public static IEnumerable<NamedMesh> NamedMeshes(Transform character)
        {
            foreach (var each in character.GetComponentsInChildren<SkinnedMeshRenderer>(true))
            {
                Mesh mesh = each.sharedMesh;
                if (mesh == null || mesh.blendShapeCount == 0) continue;
                var names = new string[mesh.blendShapeCount];
                for (int index = 0; index < names.Length; index++) names[index] = mesh.GetBlendShapeName(index);
                yield return new NamedMesh(PathOf(each.transform, character), names);
            }
        }

        /// <summary>The path by which a clip, and Transform.Find, know an object below a character.</summary>
        public static string PathOf(Transform what, Transform character)
        {
            var names = new List<string>();
            for (Transform each = what; each != null && each != character; each = each.parent) names.Insert(0, each.name);
            return string.Join("/", names.ToArray());
        }
    }
}
