// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UnityEngine;

namespace Soliloquy.Speech.Editor
{
    /// <summary>Reads LINE.curves.json and LINE.oculus.json, and checks all that they say.</summary>
    public static class LineFile
    {
        public const int KnownVersion = 1;
        /// <summary>Ten minutes at 60 frames a second are 5 MB.</summary>
        public const long MostBytes = 64L * 1024 * 1024;
        /// <summary>Two hours at 60 a second.</summary>
        public const int MostFrames = 500000;
        public const int MostShapes = 1000;
        public const int LongestName = 200;
        const double MostFramesPerSecond = 1000;

        /// <summary>Throws InvalidDataException with one line, IOException.</summary>
        public static string ReadText(string path)
        {
            long bytes = new FileInfo(path).Length;
            if (bytes > MostBytes) throw new InvalidDataException("it has " + bytes + " bytes, and the most is " + MostBytes);
            return File.ReadAllText(path);
        }

        /// <summary>Whether JSON that a project holds means to be ours; other files are left to other importers.</summary>
        public static bool IsNamedAsOurs(string path)
        {
            return path.EndsWith(".curves.json", StringComparison.OrdinalIgnoreCase);
        }

        /// <summary>Fills <paramref name="line"/> from LINE.curves.json. Throws InvalidDataException with one line.</summary>
        public static void ReadCurves(string text, SpeechLine line)
        {
            var file = As<Dictionary<string, object>>(JsonReader.Read(text), "the file");
            double version = Number(file, "format_version");
            if (version != KnownVersion)
                throw new InvalidDataException("its format_version is " + version + "; this package reads " + KnownVersion);
            line.framesPerSecond = (float)Between(Number(file, "fps"), 1, MostFramesPerSecond, "fps");
            line.frameCount = Whole(Number(file, "frames"), 1, MostFrames, "frames");
            line.shapes = Members(file, "shapes").Select(each => Shape(each.Key, each.Value, line.frameCount)).ToArray();
            line.turns = Members(file, "turns").Select(each => Turn(each.Key, each.Value, line.frameCount)).ToArray();
        }

        /// <summary>The visemes of LINE.oculus.json as tracks of <paramref name="line"/>'s own frames.</summary>
        public static ShapeTrack[] ReadVisemes(string text, SpeechLine line)
        {
            var file = As<Dictionary<string, object>>(JsonReader.Read(text), "the file");
            double rate = Between(Number(file, "fps"), 1, MostFramesPerSecond, "fps");
            if (Math.Abs(rate - line.framesPerSecond) > 1e-3)
                throw new InvalidDataException("its fps is " + rate + ", and the line's " + line.framesPerSecond);
            string[] names = As<List<object>>(Member(file, "visemes"), "visemes").Select(each => Name(As<string>(each, "a viseme"))).ToArray();
            List<object> entries = As<List<object>>(Member(file, "entries"), "entries");
            if (names.Length == 0 || names.Length > MostShapes || names.Distinct().Count() != names.Length)
                throw new InvalidDataException("visemes are none, too many, or one is there twice");
            Whole(entries.Count, 1, MostFrames, "entries");
            float[][] rows = entries.Select(each => Row(each, names.Length)).ToArray();
            int[] frames = Enumerable.Range(0, rows.Length).ToArray();
            return names.Select((name, column) => Kept(name, frames, rows.Select(row => row[column]).ToArray()))
                .Where(track => track.values.Any(value => value != 0f)).ToArray();
        }

        static float[] Row(object entry, int count)
        {
            float[] row = Numbers(Member(As<Dictionary<string, object>>(entry, "an entry"), "Visemes"), "Visemes");
            if (row.Length != count) throw new InvalidDataException("an entry has " + row.Length + " Visemes, not " + count);
            return row;
        }

        /// <summary>Without the keys between equal ones.</summary>
        static ShapeTrack Kept(string name, int[] frames, float[] values)
        {
            int last = values.Length - 1;
            int[] kept = frames.Where(k => k == 0 || k == last || values[k] != values[k - 1] || values[k] != values[k + 1]).ToArray();
            return new ShapeTrack(name, kept, kept.Select(k => values[k]).ToArray());
        }

        static ShapeTrack Shape(string name, object keys, int frameCount)
        {
            var said = As<Dictionary<string, object>>(keys, "the shape " + Name(name));
            int[] frames = Frames(said, name, frameCount);
            float[] values = Numbers(Member(said, "values"), name);
            if (values.Length != frames.Length) throw new InvalidDataException(name + " has not as many values as frames");
            return new ShapeTrack(name, frames, values);
        }

        static TurnTrack Turn(string bone, object keys, int frameCount)
        {
            var said = As<Dictionary<string, object>>(keys, "the turn of " + Name(bone));
            int[] frames = Frames(said, bone, frameCount);
            var values = As<List<object>>(Member(said, "values"), bone);
            if (values.Count != frames.Length) throw new InvalidDataException(bone + " has not as many values as frames");
            return new TurnTrack(bone, frames, values.Select(each => InUnity(Numbers(each, bone), bone)).ToArray());
        }

        /// <summary>glTF's axes are right-handed. Unity mirrors what it imports along x, which turns y and z round.</summary>
        static Quaternion InUnity(float[] parts, string bone)
        {
            float square = parts.Sum(part => part * part);
            if (parts.Length != 4 || square < 0.9f || square > 1.1f)
                throw new InvalidDataException("the turn of " + bone + " holds what is no unit quaternion");
            return new Quaternion(parts[0], -parts[1], -parts[2], parts[3]);
        }

        static int[] Frames(Dictionary<string, object> said, string name, int frameCount)
        {
            int[] frames = As<List<object>>(Member(said, "frames"), name)
                .Select(each => Whole(As<double>(each, name), 0, frameCount - 1, "a frame of " + name)).ToArray();
            if (frames.Length == 0) throw new InvalidDataException(name + " has no frames");
            for (int k = 1; k < frames.Length; k++)
                if (frames[k] <= frames[k - 1]) throw new InvalidDataException("the frames of " + name + " do not rise");
            return frames;
        }

        static float[] Numbers(object list, string name)
        {
            return As<List<object>>(list, name).Select(each => (float)Between(As<double>(each, name), -1000, 1000, "a value of " + name)).ToArray();
        }

        static Dictionary<string, object> Members(Dictionary<string, object> file, string name)
        {
            var found = As<Dictionary<string, object>>(Member(file, name), name);
            if (found.Count > MostShapes) throw new InvalidDataException(name + " are more than " + MostShapes);
            return found;
        }

        static object Member(Dictionary<string, object> file, string name)
        {
            object found;
            if (!file.TryGetValue(name, out found)) throw new InvalidDataException("it has no " + name);
            return found;
        }

        static double Number(Dictionary<string, object> file, string name)
        {
            return As<double>(Member(file, name), name);
        }

        static T As<T>(object value, string what)
        {
            if (value is T) return (T)value;
            throw new InvalidDataException(what + " is not what it should be");
        }

        static int Whole(double value, int least, int most, string what)
        {
            if (value != Math.Floor(value)) throw new InvalidDataException(what + " is no whole number");
            return (int)Between(value, least, most, what);
        }

        static double Between(double value, double least, double most, string what)
        {
            if (value >= least && value <= most) return value;
            throw new InvalidDataException(what + " is " + value + ", and may be " + least + " to " + most);
        }

        static string Name(string name)
        {
            bool plain = name.Length > 0 && name.Length <= LongestName && !name.Any(char.IsControl) && name.IndexOf('/') < 0;
            if (!plain) throw new InvalidDataException("a name is empty, longer than " + LongestName + " characters, or has a slash");
            return name;
        }
    }
}
