// SPDX-License-Identifier: GPL-3.0-or-later
using System.IO;
using System.Linq;
using NUnit.Framework;
using Soliloquy.Speech.Editor;
using UnityEngine;

namespace Soliloquy.Speech.Tests
{
    public sealed class LineFileTests
    {
        const string Shapes = "{\"jawOpen\":{\"frames\":[0,10,20],\"values\":[0,1,0.5]}}";
        const string Turns = "{\"head\":{\"frames\":[0],\"values\":[[0.1,0.2,0.3,0.927]]}}";

        [Test]
        public void ALineIsRead()
        {
            SpeechLine line = Read(File_());
            Assert.That(line.Seconds, Is.EqualTo(2f));
            Assert.That(line.shapes.Single().At(5f), Is.EqualTo(0.5f).Within(1e-6));
            Assert.That(line.shapes.Single().At(99f), Is.EqualTo(0.5f));
            Quaternion turn = line.HeadTurn.At(0f);
            Assert.That(new[] { turn.x, turn.y, turn.z, turn.w }, Is.EqualTo(new[] { 0.1f, -0.2f, -0.3f, 0.927f }));
        }

        [TestCase("", "ends too early")]
        [TestCase("[]", "the file is not")]
        [TestCase("{\"format_version\":1} x", "follows the end")]
        [TestCase("{\"format_version\":1,\"format_version\":1}", "there twice")]
        [TestCase("{\"format_version\":2}", "format_version is 2")]
        [TestCase("{\"format_version\":NaN}", "cannot be read")]
        [TestCase("{\"format_version\":1e999}", "cannot be read")]
        [TestCase("{\"format_version\":1,\"fps\":0}", "fps is 0")]
        [TestCase("{\"format_version\":1,\"fps\":30,\"frames\":1e9}", "frames is 1000000000")]
        [TestCase("{\"format_version\":1,\"fps\":30,\"frames\":2.5}", "no whole number")]
        [TestCase("{\"format_version\":\"1\"}", "format_version is not")]
        [TestCase("{\"a\\u00zz\":1}", "unknown escape")]
        public void AnythingElseIsRefusedWithItsReason(string text, string why)
        {
            Refused(text, why);
        }

        [TestCase("{\"jawOpen\":{\"frames\":[0,0],\"values\":[0,1]}}", "do not rise")]
        [TestCase("{\"jawOpen\":{\"frames\":[0,99],\"values\":[0,1]}}", "a frame of jawOpen is 99")]
        [TestCase("{\"jawOpen\":{\"frames\":[0],\"values\":[0,1]}}", "as many values")]
        [TestCase("{\"jawOpen\":{\"frames\":[],\"values\":[]}}", "no frames")]
        [TestCase("{\"jawOpen\":{\"frames\":[0],\"values\":[1e6]}}", "a value of jawOpen")]
        [TestCase("{\"jawOpen\":{\"frames\":[0],\"values\":[null]}}", "is not what it should be")]
        [TestCase("{\"\":{\"frames\":[0],\"values\":[0]}}", "a name is empty")]
        [TestCase("{\"../../x\":{\"frames\":[0],\"values\":[0]}}", "has a slash")]
        public void AShapeThatCannotBeIsRefused(string shapes, string why)
        {
            Refused(File_(shapes), why);
        }

        [TestCase("[0,0,0,0]")]
        [TestCase("[0,0,1]")]
        public void ATurnThatIsNoneIsRefused(string turn)
        {
            Refused(File_(turns: "{\"head\":{\"frames\":[0],\"values\":[" + turn + "]}}"), "no unit quaternion");
        }

        [Test]
        public void DepthCountAndLengthAreBounded()
        {
            Refused(new string('[', 1000000), "deep");
            Refused("[" + string.Join(",", Enumerable.Repeat("1", 4000001).ToArray()) + "]", "values");
            Refused("{\"" + new string('x', 100000) + "\":1}", "characters");
            string many = "{" + string.Join(",", Enumerable.Range(0, 1001).Select(k => "\"s" + k + "\":{}").ToArray()) + "}";
            Refused(File_(many), "more than 1000");
        }

        [Test]
        public void AFileBeyondTheLimitIsNotOpened()
        {
            string path = Path.GetTempFileName();
            using (var file = new FileStream(path, FileMode.Open)) file.SetLength(LineFile.MostBytes + 1);
            try { Assert.That(Assert.Throws<InvalidDataException>(() => LineFile.ReadText(path)).Message.Contains("bytes")); }
            finally { File.Delete(path); }
        }

        [Test]
        public void VisemesBecomeTracks()
        {
            const string text = "{\"fps\":10,\"visemes\":[\"sil\",\"PP\",\"aa\"],\"length\":0.3,\"entries\":["
                + "{\"Visemes\":[1,0,0]},{\"Visemes\":[0,1,0]},{\"Visemes\":[1,0,0]}]}";
            ShapeTrack[] found = LineFile.ReadVisemes(text, Read(File_()));
            Assert.That(found.Select(each => each.shape), Is.EqualTo(new[] { "sil", "PP" }));
            Assert.That(found[1].At(0.5f), Is.EqualTo(0.5f).Within(1e-6));
            Assert.Throws<InvalidDataException>(() => LineFile.ReadVisemes(text.Replace("\"fps\":10", "\"fps\":24"), Read(File_())));
            Assert.Throws<InvalidDataException>(() => LineFile.ReadVisemes(text.Replace("[0,1,0]", "[0,1]"), Read(File_())));
        }

        static string File_(string shapes = Shapes, string turns = Turns)
        {
            return "{\"format_version\":1,\"name\":\"x\",\"fps\":10.0,\"frames\":21,\"shapes\":" + shapes + ",\"turns\":" + turns + "}";
        }

        static SpeechLine Read(string text)
        {
            var line = ScriptableObject.CreateInstance<SpeechLine>();
            LineFile.ReadCurves(text, line);
            return line;
        }

        static void Refused(string text, string why)
        {
            string message = Assert.Throws<InvalidDataException>(() => Read(text)).Message;
            Assert.That(message.Contains(why) && message.IndexOf('\n') < 0, message);
        }
    }
}
