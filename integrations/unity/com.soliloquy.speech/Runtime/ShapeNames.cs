// SPDX-License-Identifier: GPL-3.0-or-later
using System.Collections.Generic;
using System.Text;

namespace Soliloquy.Speech
{
    /// <summary>
    /// What a mesh's blend shape is, whatever its case and whatever stands in front of it: one of ARKit's 52 shapes
    /// (eyeBlinkLeft, eyeBlink_L, blendShape2.eyeBlink_L, A14_Eye_Blink_Left) or of Oculus' 15 visemes (viseme_PP, v_aa).
    /// </summary>
    public static class ShapeNames
    {
        public static readonly string[] Whole =
        {
            "browInnerUp", "cheekPuff", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose", "mouthFunnel",
            "mouthLeft", "mouthPucker", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower",
            "mouthShrugUpper", "tongueOut",
        };

        /// <summary>Each of these with Left and with Right.</summary>
        public static readonly string[] Sided =
        {
            "browDown", "browOuterUp", "cheekSquint", "eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp",
            "eyeSquint", "eyeWide", "mouthDimple", "mouthFrown", "mouthLowerDown", "mouthPress", "mouthSmile",
            "mouthStretch", "mouthUpperUp", "noseSneer",
        };

        public static readonly string[] Visemes =
        {
            "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "ih", "oh", "ou",
        };

        /// <summary>What Ready Player Me calls three of them.</summary>
        static readonly Dictionary<string, string> OtherVisemes = new Dictionary<string, string>
        {
            { "i", "ih" }, { "o", "oh" }, { "u", "ou" },
        };

        static readonly string[] VisemePrefixes = { "viseme", "visemes", "v" };
        const int ShortestName = 7;

        static readonly Dictionary<string, string> Arkit = AllOfArkit();

        /// <summary>ARKit's name of a blend shape; null where it is none.</summary>
        public static string ArkitOf(string blendShape)
        {
            string plain = Plain(LastPart(blendShape));
            // The longest end that is known: what stands in front is a mesh's or an exporter's own.
            for (int start = 0; plain.Length - start >= ShortestName; start++)
            {
                string found;
                if (Arkit.TryGetValue(plain.Substring(start), out found)) return found;
            }
            return null;
        }

        /// <summary>Oculus' name of a viseme; null where the blend shape is none.</summary>
        public static string VisemeOf(string blendShape)
        {
            string last = LastPart(blendShape);
            int cut = last.LastIndexOfAny(new[] { '_', '-', ' ' });
            string front = cut < 0 ? Before(blendShape, last) : last.Substring(0, cut);
            string name = last.Substring(cut + 1);
            if (!EndsWithOne(front, VisemePrefixes)) return null;
            foreach (string viseme in Visemes)
                if (viseme.ToLowerInvariant() == name.ToLowerInvariant()) return viseme;
            string other;
            return OtherVisemes.TryGetValue(name.ToLowerInvariant(), out other) ? other : null;
        }

        static Dictionary<string, string> AllOfArkit()
        {
            var found = new Dictionary<string, string>();
            foreach (string whole in Whole) found[whole.ToLowerInvariant()] = whole;
            foreach (string whole in new[] { "browInnerUp", "cheekPuff" })
                foreach (string side in new[] { "left", "right" })
                    found[whole.ToLowerInvariant() + side] = whole;
            foreach (string sided in Sided)
                foreach (string side in new[] { "Left", "Right" })
                    found[(sided + side).ToLowerInvariant()] = sided + side;
            return found;
        }

        /// <summary>What stands after the last dot, unless that is a side (eyeBlink.L).</summary>
        static string LastPart(string name)
        {
            int dot = name.LastIndexOf('.');
            return dot < 0 || name.Length - dot <= 2 ? name : name.Substring(dot + 1);
        }

        static string Before(string whole, string last)
        {
            return whole.Substring(0, whole.Length - last.Length).TrimEnd('.');
        }

        static bool EndsWithOne(string front, string[] words)
        {
            string[] parts = front.ToLowerInvariant().Split('_', '-', ' ', '.');
            return System.Array.IndexOf(words, parts[parts.Length - 1]) >= 0;
        }

        /// <summary>Its letters in lower case, L or R at the end written out.</summary>
        static string Plain(string name)
        {
            var letters = new StringBuilder();
            foreach (char each in name)
                if (char.IsLetter(each)) letters.Append(char.ToLowerInvariant(each));
            if (name.Length > 2 && "_.- ".IndexOf(name[name.Length - 2]) >= 0)
            {
                char side = char.ToLowerInvariant(name[name.Length - 1]);
                if (side == 'l') letters.Append("eft");
                if (side == 'r') letters.Append("ight");
            }
            return letters.ToString();
        }
    }
}
