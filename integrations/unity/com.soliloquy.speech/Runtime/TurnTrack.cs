// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using UnityEngine;

namespace Soliloquy.Speech
{
    /// <summary>The keys of a turn from rest, along the character's axes as Unity has them (+Y up, +Z out of the face).</summary>
    [Serializable]
    public sealed class TurnTrack
    {
        public string bone;
        public int[] frames;
        public Quaternion[] turns;

        public TurnTrack(string bone, int[] frames, Quaternion[] turns)
        {
            this.bone = bone;
            this.frames = frames;
            this.turns = turns;
        }

        public Quaternion At(float frame)
        {
            int left = Keys.LastNotAfter(frames, frame);
            if (left < 0) return turns[0];
            if (left == frames.Length - 1) return turns[left];
            float part = (frame - frames[left]) / (frames[left + 1] - frames[left]);
            return Quaternion.Slerp(turns[left], turns[left + 1], part);
        }

        /// <summary>What a bone's local rotation becomes by <paramref name="turn"/>.</summary>
        /// <param name="above">Its parent's rotation at rest, seen from the character.</param>
        /// <param name="rest">Its own local rotation at rest.</param>
        public static Quaternion Local(Quaternion turn, Quaternion above, Quaternion rest)
        {
            return Quaternion.Inverse(above) * turn * above * rest;
        }
    }
}
