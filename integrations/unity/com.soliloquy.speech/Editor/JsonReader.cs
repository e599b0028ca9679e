// SPDX-License-Identifier: GPL-3.0-or-later
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Soliloquy.Speech.Editor
{
    /// <summary>
    /// JSON as objects (Dictionary), lists (List), strings, doubles, bools and null. Unity's JsonUtility knows no objects
    /// whose names are not known before. A file may be anybody's, so depth and count are bounded.
    /// </summary>
    internal sealed class JsonReader
    {
        /// <summary>Ours are 4 deep: file, shapes, a shape, its keys.</summary>
        internal const int MostDeep = 8;
        /// <summary>An hour at 60 frames a second of 52 shapes that all move in each is 22 million; an hour is no line.</summary>
        internal const int MostValues = 4000000;
        internal const int LongestString = 1000;

        readonly string text;
        int at;
        int values;

        JsonReader(string text)
        {
            this.text = text;
        }

        /// <summary>Throws InvalidDataException with one line that says what is wrong, and where.</summary>
        internal static object Read(string text)
        {
            var reader = new JsonReader(text);
            object found = reader.Value(0);
            reader.SkipSpace();
            if (reader.at != text.Length) throw reader.Wrong("something follows the end");
            return found;
        }

        object Value(int deep)
        {
            if (deep > MostDeep) throw Wrong("it is more than " + MostDeep + " deep");
            if (++values > MostValues) throw Wrong("it holds more than " + MostValues + " values");
            SkipSpace();
            switch (Peek())
            {
                case '{': return Object(deep);
                case '[': return List(deep);
                case '"': return String();
                case 't': return Word("true", true);
                case 'f': return Word("false", false);
                case 'n': return Word("null", null);
                default: return Number();
            }
        }

        Dictionary<string, object> Object(int deep)
        {
            var found = new Dictionary<string, object>();
            at++;
            if (Ends('}')) return found;
            do
            {
                SkipSpace();
                if (Peek() != '"') throw Wrong("a name is missing");
                string name = String();
                if (found.ContainsKey(name)) throw Wrong("a name is there twice");
                Expect(':');
                found[name] = Value(deep + 1);
            }
            while (Goes('}'));
            return found;
        }

        List<object> List(int deep)
        {
            var found = new List<object>();
            at++;
            if (Ends(']')) return found;
            do found.Add(Value(deep + 1));
            while (Goes(']'));
            return found;
        }

        string String()
        {
            var found = new StringBuilder();
            at++;
            for (char each = Next(); each != '"'; each = Next())
            {
                if (each < ' ') throw Wrong("a string holds a control character");
                found.Append(each == '\\' ? Escaped() : each);
                if (found.Length > LongestString) throw Wrong("a string has more than " + LongestString + " characters");
            }
            return found.ToString();
        }

        char Escaped()
        {
            char each = Next();
            int place = "\"\\/bfnrt".IndexOf(each);
            if (place >= 0) return "\"\\/\b\f\n\r\t"[place];
            int code;
            if (each != 'u' || at + 4 > text.Length
                || !int.TryParse(text.Substring(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
                throw Wrong("a string holds an unknown escape");
            at += 4;
            return (char)code;
        }

        double Number()
        {
            int start = at;
            while (at < text.Length && "+-.0123456789eE".IndexOf(text[at]) >= 0) at++;
            double found;
            string written = text.Substring(start, at - start);
            if (!double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out found)
                || double.IsNaN(found) || double.IsInfinity(found))
                throw Wrong("a number cannot be read");
            return found;
        }

        object Word(string word, object means)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) throw Wrong("a word is unknown");
            at += word.Length;
            return means;
        }

        bool Ends(char end)
        {
            SkipSpace();
            if (Peek() != end) return false;
            at++;
            return true;
        }

        /// <summary>Whether a comma follows, not the end.</summary>
        bool Goes(char end)
        {
            SkipSpace();
            char each = Next();
            if (each != ',' && each != end) throw Wrong("a comma is missing");
            return each == ',';
        }

        void Expect(char each)
        {
            SkipSpace();
            if (Next() != each) throw Wrong("'" + each + "' is missing");
        }

        void SkipSpace()
        {
            while (at < text.Length && " \t\r\n".IndexOf(text[at]) >= 0) at++;
        }

        char Peek()
        {
            if (at >= text.Length) throw Wrong("it ends too early");
            return text[at];
        }

        char Next()
        {
            char each = Peek();
            at++;
            return each;
        }

        InvalidDataException Wrong(string why)
        {
            return new InvalidDataException(why + " (character " + at + ")");
        }
    }
}
