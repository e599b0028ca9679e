// SPDX-License-Identifier: GPL-3.0-or-later
using System.Collections.Generic;
using System.Linq;
using UnityEngine;

namespace Soliloquy.Speech.Editor
{
    /// <summary>Makes an AnimationClip of a line, for the paths and names of one head.</summary>
    public static class ClipMaker
    {
        public static AnimationClip Make(SpeechLine line, FaceMap map, string name)
        {
            var clip = new AnimationClip { name = name, frameRate = line.framesPerSecond };
            foreach (MappedShape each in map.shapes)
            {
                ShapeTrack track = line.shapes.Concat(line.visemes).FirstOrDefault(one => one.shape == each.shape);
                if (track == null) continue;
                AnimationCurve curve = Curve(track.frames, track.values.Select(value => value * each.full).ToArray(), line);
                clip.SetCurve(each.mesh, typeof(SkinnedMeshRenderer), "blendShape." + each.blendShape, curve);
            }
            if (line.HeadTurn != null && map.headBone != "") Turn(clip, line, map);
            return clip;
        }

        static void Turn(AnimationClip clip, SpeechLine line, FaceMap map)
        {
            Quaternion[] turns = line.HeadTurn.turns.Select(turn => TurnTrack.Local(turn, map.aboveHead, map.headAtRest)).ToArray();
            // A quaternion and its opposite are one turn, but the way between the two passes through none.
            for (int k = 1; k < turns.Length; k++)
                if (Quaternion.Dot(turns[k - 1], turns[k]) < 0f)
                    turns[k] = new Quaternion(-turns[k].x, -turns[k].y, -turns[k].z, -turns[k].w);
            int[] frames = line.HeadTurn.frames;
            var parts = new Dictionary<string, float[]>
            {
                { "x", turns.Select(turn => turn.x).ToArray() }, { "y", turns.Select(turn => turn.y).ToArray() },
                { "z", turns.Select(turn => turn.z).ToArray() }, { "w", turns.Select(turn => turn.w).ToArray() },
            };
            foreach (KeyValuePair<string, float[]> part in parts)
                clip.SetCurve(map.headBone, typeof(Transform), "localRotation." + part.Key, Curve(frames, part.Value, line));
        }

        /// <summary>Straight lines: each key leaves with the slope to the next. A last key at the line's end gives the clip its length.</summary>
        static AnimationCurve Curve(int[] frames, float[] values, SpeechLine line)
        {
            var times = frames.Select(frame => frame / line.framesPerSecond).ToList();
            var heights = values.ToList();
            if (frames[frames.Length - 1] < line.frameCount - 1)
            {
                times.Add(line.Seconds);
                heights.Add(heights[heights.Count - 1]);
            }
            var keys = new Keyframe[times.Count];
            for (int k = 0; k < keys.Length; k++)
                keys[k] = new Keyframe(times[k], heights[k], Slope(times, heights, k - 1), Slope(times, heights, k));
            return new AnimationCurve(keys);
        }

        static float Slope(List<float> times, List<float> heights, int from)
        {
            if (from < 0 || from + 1 >= times.Count) return 0f;
            return (heights[from + 1] - heights[from]) / (times[from + 1] - times[from]);
        }
    }
}
