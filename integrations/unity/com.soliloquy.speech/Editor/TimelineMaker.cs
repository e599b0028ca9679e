// SPDX-License-Identifier: GPL-3.0-or-later
using System.Linq;
using UnityEditor;
using UnityEngine;
using UnityEngine.Timeline;

namespace Soliloquy.Speech.Editor
{
    /// <summary>Assets > Soliloquy > Timeline of Lines: a Timeline of the chosen lines, one after the other.</summary>
    public static class TimelineMaker
    {
        const string Item = "Assets/Soliloquy/Timeline of Lines";
        const double Pause = 0.25;

        [MenuItem(Item, true)]
        static bool CanMake()
        {
            return Selection.objects.OfType<SpeechLine>().Any();
        }

        [MenuItem(Item)]
        static void MakeOfSelection()
        {
            SpeechLine[] lines = Selection.objects.OfType<SpeechLine>().OrderBy(each => each.name).ToArray();
            string beside = System.IO.Path.ChangeExtension(AssetDatabase.GetAssetPath(lines[0]), null);
            string path = AssetDatabase.GenerateUniqueAssetPath(beside + ".playable");
            Selection.activeObject = Make(lines, path);
        }

        /// <summary>The Timeline at <paramref name="path"/>, with a track for the face and one for the sound.</summary>
        public static TimelineAsset Make(SpeechLine[] lines, string path)
        {
            var timeline = ScriptableObject.CreateInstance<TimelineAsset>();
            // The tracks of an asset that is on the disk are kept in it.
            AssetDatabase.CreateAsset(timeline, path);
            AnimationTrack face = timeline.CreateTrack<AnimationTrack>(null, "Face");
            AudioTrack voice = timeline.CreateTrack<AudioTrack>(null, "Voice");
            double start = 0;
            foreach (SpeechLine line in lines)
            {
                Place(face.CreateClip(ClipOf(line)), line, start, line.Seconds);
                if (line.sound != null) Place(voice.CreateClip(line.sound), line, start, line.sound.length);
                start += System.Math.Max(line.Seconds, line.sound == null ? 0 : line.sound.length) + Pause;
            }
            AssetDatabase.SaveAssets();
            return timeline;
        }

        static void Place(TimelineClip clip, SpeechLine line, double start, double seconds)
        {
            clip.start = start;
            clip.duration = seconds;
            clip.displayName = line.name;
        }

        static AnimationClip ClipOf(SpeechLine line)
        {
            return AssetDatabase.LoadAllAssetsAtPath(AssetDatabase.GetAssetPath(line)).OfType<AnimationClip>().First();
        }
    }
}
