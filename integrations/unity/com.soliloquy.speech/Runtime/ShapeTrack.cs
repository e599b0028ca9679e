// SPDX-License-Identifier: GPL-3.0-or-later
using System;

namespace Soliloquy.Speech
{
    /// <summary>The keys of one shape; between them lie straight lines.</summary>
    [Serializable]
    public sealed class ShapeTrack
    {
        public string shape;
        /// <summary>Rising.</summary>
        public int[] frames;
        /// <summary>0 to 1, one for each of <see cref="frames"/>.</summary>
        public float[] values;

        public ShapeTrack(string shape, int[] frames, float[] values)
        {
            this.shape = shape;
            this.frames = frames;
            this.values = values;
        }

        /// <summary>The weight at a frame, which may be a part of one. Held before the first key and after the last.</summary>
        public float At(float frame)
        {
            int left = Keys.LastNotAfter(frames, frame);
            if (left < 0) return values[0];
            if (left == frames.Length - 1) return values[left];
            float part = (frame - frames[left]) / (frames[left + 1] - frames[left]);
            return values[left] + (values[left + 1] - values[left]) * part;
        }
    }
}
