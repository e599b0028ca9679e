// SPDX-License-Identifier: GPL-3.0-or-later
using System.Linq;
using NUnit.Framework;

namespace Soliloquy.Speech.Tests
{
    public sealed class NamesTests
    {
        [TestCase("jawOpen", "jawOpen")]
        [TestCase("eyeBlink_L", "eyeBlinkLeft")]
        [TestCase("eyeBlink.R", "eyeBlinkRight")]
        [TestCase("blendShape2.mouthSmile_R", "mouthSmileRight")]
        [TestCase("Face_blendShape1.EyeBlinkLeft", "eyeBlinkLeft")]
        [TestCase("A14_Eye_Blink_Left", "eyeBlinkLeft")]
        [TestCase("mouth_lower_down_l", "mouthLowerDownLeft")]
        [TestCase("browInnerUpRight", "browInnerUp")]
        [TestCase("Hat", null)]
        [TestCase("viseme_PP", null)]
        [TestCase("", null)]
        public void ShapesOfArkitAreKnown(string blendShape, string shape)
        {
            Assert.That(ShapeNames.ArkitOf(blendShape), Is.EqualTo(shape));
        }

        [TestCase("viseme_PP", "PP")]
        [TestCase("vrc.v_aa", "aa")]
        [TestCase("Wolf3D_Head.viseme_U", "ou")]
        [TestCase("Viseme-kk", "kk")]
        [TestCase("viseme_E", "E")]
        [TestCase("eyeBlink_E", null)]
        [TestCase("aa", null)]
        [TestCase("", null)]
        public void VisemesOfOculusAreKnown(string blendShape, string viseme)
        {
            Assert.That(ShapeNames.VisemeOf(blendShape), Is.EqualTo(viseme));
        }

        [Test]
        public void ThereAreFiftyTwoShapes()
        {
            string[] all = ShapeNames.Whole.Concat(ShapeNames.Sided.SelectMany(each => new[] { each + "Left", each + "Right" })).ToArray();
            Assert.That(all.Distinct().Count(), Is.EqualTo(52));
            Assert.That(all.All(each => ShapeNames.ArkitOf(each) == each));
        }

        [Test]
        public void AHeadWithBothIsMovedByArkitsMouthAlone()
        {
            string[] arkit = ShapeNames.Whole.Concat(new[] { "mouthSmile_L", "eyeBlink_L" }).ToArray();
            MappedShape[] found = Match(arkit.Concat(new[] { "viseme_aa", "viseme_PP" }).ToArray());
            Assert.That(found.Single(each => each.blendShape == "jawOpen").shape, Is.EqualTo("jawOpen"));
            Assert.That(found.Single(each => each.blendShape == "viseme_aa").shape, Is.Empty);
        }

        [Test]
        public void AHeadOfVisemesKeepsItsEyesAndNotItsJaw()
        {
            MappedShape[] found = Match("viseme_aa", "viseme_PP", "eyeBlinkLeft", "mouthOpen", "jawOpen");
            Assert.That(found.Select(each => each.shape), Is.EqualTo(new[] { "aa", "PP", "eyeBlinkLeft", "", "" }));
        }

        [Test]
        public void TheSameShapeOfTwoMeshesIsMovedOnBoth()
        {
            var meshes = new[] { new NamedMesh("Body/Face", new[] { "jawOpen" }), new NamedMesh("Body/Teeth", new[] { "jawOpen" }) };
            MappedShape[] found = HeadMatching.Match(meshes);
            Assert.That(found.Select(each => each.mesh + " " + each.shape), Is.EqualTo(new[] { "Body/Face jawOpen", "Body/Teeth jawOpen" }));
        }

        static MappedShape[] Match(params string[] blendShapes)
        {
            return HeadMatching.Match(new[] { new NamedMesh("Face", blendShapes) });
        }
    }
}
