// SPDX-License-Identifier: GPL-3.0-or-later
using UnityEngine;

namespace Soliloquy.Speech
{
    /// <summary>A line: what LINE.curves.json holds, and the sound beside it. Frame k is at k / framesPerSecond.</summary>
    public sealed class SpeechLine : ScriptableObject
    {
        public float framesPerSecond = 50f;
        public int frameCount = 1;
        /// <summary>By ARKit's names.</summary>
        public ShapeTrack[] shapes = new ShapeTrack[0];
        /// <summary>By the names of Oculus' 15 visemes; empty where no LINE.oculus.json lay beside the line.</summary>
        public ShapeTrack[] visemes = new ShapeTrack[0];
        public TurnTrack[] turns = new TurnTrack[0];
        /// <summary>None where no sound lay beside the line.</summary>
        public AudioClip sound;

        /// <summary>Seconds from the first frame to the last.</summary>
        public float Seconds { get { return (frameCount - 1) / framesPerSecond; } }

        public TurnTrack HeadTurn { get { return System.Array.Find(turns, each => each.bone == "head"); } }
    }
}
