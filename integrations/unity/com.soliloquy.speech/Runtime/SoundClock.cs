// SPDX-License-Identifier: GPL-3.0-or-later
using System;

namespace Soliloquy.Speech
{
    /// <summary>
    /// Where in a line the face is to be. While the sound plays it is where the sound is, so that no hitch of the game
    /// parts the two; before and after, the frames' own time goes on. It never runs back.
    /// </summary>
    public sealed class SoundClock
    {
        bool playedBefore;

        /// <summary>Seconds into the line.</summary>
        public double Now { get; private set; }

        public void Start()
        {
            Now = 0;
            playedBefore = false;
        }

        /// <param name="playing">Whether the sound is heard now.</param>
        /// <param name="heard">Where the sound is, in seconds; only looked at while it plays.</param>
        /// <param name="soundSeconds">How long the sound is; 0 for none.</param>
        /// <param name="passed">Seconds since the last frame.</param>
        public double Advance(bool playing, double heard, double soundSeconds, double passed)
        {
            if (playing) Now = Math.Max(Now, heard);
            // In a hitch the sound may have come to its end, which is farther than a frame's own step may be.
            else if (playedBefore) Now = Math.Max(Now + passed, soundSeconds);
            else Now += passed;
            playedBefore = playing;
            return Now;
        }
    }
}
