// SPDX-License-Identifier: GPL-3.0-or-later
using System.Collections;
using UnityEngine;

namespace Soliloquy.Speech.Samples
{
    /// <summary>Says its lines one after the other when the scene starts.</summary>
    [RequireComponent(typeof(SpeechPlayer))]
    public sealed class SpeakLines : MonoBehaviour
    {
        public SpeechLine[] lines = new SpeechLine[0];
        [Tooltip("Seconds between two lines.")]
        public float pause = 0.5f;

        IEnumerator Start()
        {
            var player = GetComponent<SpeechPlayer>();
            foreach (SpeechLine line in lines)
            {
                player.Play(line);
                while (player.IsPlaying) yield return null;
                yield return new WaitForSeconds(pause);
            }
        }
    }
}
