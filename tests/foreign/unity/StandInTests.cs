// SPDX-License-Identifier: GPL-3.0-or-later
// What needs a scene, an audio thread or a project, on the stand-ins for Unity beside this file.
using System.IO;
using System.Linq;
using NUnit.Framework;
using Soliloquy.Speech.Editor;
using UnityEditor;
using UnityEditor.AssetImporters;
using UnityEngine;
using UnityEngine.Timeline;

namespace Soliloquy.Speech.Tests
{
    public sealed class StandInTests
    {
        const string Curves = "{\"format_version\":1,\"name\":\"a\",\"fps\":10.0,\"frames\":21,\"shapes\":{\"jawOpen\":"
            + "{\"frames\":[0,10,20],\"values\":[0,1,0]},\"eyeBlinkLeft\":{\"frames\":[0,5],\"values\":[0,1]}},\"turns\":"
            + "{\"head\":{\"frames\":[0,20],\"values\":[[0,0,0,1],[0,0.6,0,0.8]]}}}";
        const string Visemes = "{\"fps\":10,\"visemes\":[\"PP\",\"aa\"],\"entries\":[{\"Visemes\":[1,0]},{\"Visemes\":[0,1]}]}";
        string folder;

        [SetUp]
        public void Begin()
        {
            folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "a.curves.json"), Curves);
            AssetDatabase.project.Clear();
        }

        [TearDown]
        public void End()
        {
            Directory.Delete(folder, true);
        }

        [Test]
        public void AFaceFollowsItsSoundThroughAHitchAndRestsAtItsEnd()
        {
            GameObject character = Head(out SkinnedMeshRenderer face, out Transform bone);
            var player = character.AddComponent<SpeechPlayer>();
            player.voice = character.AddComponent<AudioSource>();
            player.head = bone;
            bool ended = false;
            player.Finished += () => ended = true;
            SpeechLine line = Line();
            line.sound = new AudioClip { frequency = 1000, samples = 1900 };
            player.Play(line);
            Assert.That(player.voice.isPlaying);
            Frame(player, 0.016f, 100);
            Assert.That(face.GetBlendShapeWeight(1), Is.EqualTo(10f).Within(1e-3));
            Frame(player, 0.333f, 1500);
            Assert.That(face.GetBlendShapeWeight(1), Is.EqualTo(50f).Within(1e-3));
            Assert.That(face.GetBlendShapeWeight(0), Is.EqualTo(100f));
            Assert.That(bone.localRotation.y, Is.LessThan(-0.4f));
            player.voice.Stop();
            Frame(player, 0.016f, 0);
            Assert.That(player.Now, Is.EqualTo(1.9f).Within(1e-5));
            Frame(player, 0.2f, 0);
            Assert.That(ended && !player.IsPlaying);
            Assert.That(face.GetBlendShapeWeight(0), Is.EqualTo(0f));
            Assert.That(bone.localRotation, Is.EqualTo(Quaternion.identity));
        }

        [Test]
        public void AMapSaysWhatMovesHowFarAndWhichBone()
        {
            GameObject character = Head(out SkinnedMeshRenderer face, out Transform bone);
            var map = ScriptableObject.CreateInstance<FaceMap>();
            map.shapes = new[] { new MappedShape { mesh = "Body", blendShape = "Hat", shape = "jawOpen", full = 40f } };
            map.headBone = "Rig/Head";
            var player = character.AddComponent<SpeechPlayer>();
            player.map = map;
            player.Play(Line());
            player.ShowAt(1f);
            Assert.That(face.GetBlendShapeWeight(2), Is.EqualTo(40f).Within(1e-3));
            Assert.That(face.GetBlendShapeWeight(1), Is.EqualTo(0f));
            Assert.That(bone.localRotation.y, Is.LessThan(-0.2f));
        }

        [Test]
        public void AHeadOfVisemesIsMovedByVisemes()
        {
            GameObject character = Head(out SkinnedMeshRenderer face, out _);
            face.sharedMesh.shapes = new[] { "viseme_PP", "viseme_aa", "jawOpen" };
            SpeechLine line = Line();
            line.visemes = LineFile.ReadVisemes(Visemes, line);
            var player = character.AddComponent<SpeechPlayer>();
            player.Play(line);
            player.ShowAt(0.05f);
            Assert.That(new[] { 0, 1, 2 }.Select(face.GetBlendShapeWeight), Is.EqualTo(new[] { 50f, 50f, 0f }).Within(1e-3f));
        }

        [Test]
        public void PausedTheFaceStaysAndGoesOnWithTheSound()
        {
            GameObject character = Head(out SkinnedMeshRenderer face, out _);
            var player = character.AddComponent<SpeechPlayer>();
            player.voice = character.AddComponent<AudioSource>();
            SpeechLine line = Line();
            line.sound = new AudioClip { frequency = 1000, samples = 2000 };
            player.Play(line);
            Frame(player, 0.1f, 500);
            player.Pause();
            Frame(player, 5f, 500);
            Assert.That(face.GetBlendShapeWeight(1), Is.EqualTo(50f).Within(1e-3));
            player.Resume();
            Frame(player, 0.1f, 700);
            Assert.That(face.GetBlendShapeWeight(1), Is.EqualTo(70f).Within(1e-3));
        }

        [Test]
        public void AnImportHasLineClipSoundAndVisemes()
        {
            var sound = new AudioClip { samples = 24000 };
            AssetDatabase.project[Path.Combine(folder, "a.wav")] = new Object[] { sound };
            File.WriteAllText(Path.Combine(folder, "a.oculus.json"), Visemes);
            AssetImportContext made = Imported(new LineImporter());
            var line = (SpeechLine)made.mainObject;
            Assert.That(made.said, Is.Empty);
            Assert.That(line.name, Is.EqualTo("a"));
            Assert.That(line.sound, Is.SameAs(sound));
            Assert.That(line.visemes.Select(each => each.shape), Is.EqualTo(new[] { "PP", "aa" }));
            var clip = (AnimationClip)made.objects["clip"];
            Assert.That(clip.curves["Clara_LOD1|SkinnedMeshRenderer|blendShape.jawOpen"].Evaluate(0.25f), Is.EqualTo(25f).Within(1e-3));
            Assert.That(clip.curves["Clara_LOD0|SkinnedMeshRenderer|blendShape.eyeBlinkLeft"].keys.Last().time, Is.EqualTo(2f));
            Assert.That(clip.curves["Armature/root/neck/head|Transform|localRotation.y"].Evaluate(2f), Is.EqualTo(-0.6f));
        }

        [Test]
        public void AClipMayHaveOtherPathsAndNames()
        {
            var importer = new LineImporter { meshPaths = "Body/Face", prefix = "blendShape2.", sides = SideNames.Short, headBone = "" };
            var clip = (AnimationClip)Imported(importer).objects["clip"];
            Assert.That(clip.curves.Keys, Is.EquivalentTo(new[]
            {
                "Body/Face|SkinnedMeshRenderer|blendShape.blendShape2.jawOpen", "Body/Face|SkinnedMeshRenderer|blendShape.blendShape2.eyeBlink_L",
            }));
        }

        [Test]
        public void AMapOfAHeadMakesItsClip()
        {
            GameObject character = Head(out _, out Transform bone);
            var map = ScriptableObject.CreateInstance<FaceMap>();
            map.shapes = HeadMatching.Match(SpeechPlayer.NamedMeshes(character.transform));
            HeadWindow.SetHead(map, character.transform, HeadWindow.FindHead(character.transform));
            Assert.That(map.headBone, Is.EqualTo("Rig/Head"));
            AssetDatabase.CreateAsset(map, "Assets/map.asset");
            AssetImportContext made = Imported(new LineImporter { map = map });
            Assert.That(made.dependencies, Contains.Item("Assets/map.asset"));
            var clip = (AnimationClip)made.objects["clip"];
            Assert.That(clip.curves.ContainsKey("Body|SkinnedMeshRenderer|blendShape.Face.eyeBlink_L"));
            Assert.That(clip.curves.ContainsKey("Rig/Head|Transform|localRotation.w"));
        }

        [Test]
        public void ATurnIsAlongTheCharacterWhateverTheBonesAxes()
        {
            float half = (float)System.Math.Sqrt(0.5);
            var above = new Quaternion(half, 0, 0, half);
            Quaternion local = TurnTrack.Local(new Quaternion(0, half, 0, half), above, Quaternion.identity);
            // Seen from the character: above * local * above^-1 is the turn itself.
            Quaternion seen = above * local * Quaternion.Inverse(above);
            Assert.That(seen.y, Is.EqualTo(half).Within(1e-5));
            Assert.That(seen.x + seen.z, Is.EqualTo(0f).Within(1e-5));
        }

        [Test]
        public void AFileThatIsNoLineIsAnErrorAndNoAsset()
        {
            File.WriteAllText(Path.Combine(folder, "a.curves.json"), "{\"format_version\":9}");
            AssetImportContext made = Imported(new LineImporter());
            Assert.That(made.objects, Is.Empty);
            Assert.That(made.said.Single().Contains("no line of Soliloquy, because its format_version is 9"));
        }

        [Test]
        public void ATimelineHoldsLinesOneAfterTheOther()
        {
            SpeechLine[] lines = { Line(), Line() };
            for (int k = 0; k < 2; k++)
            {
                lines[k].name = "line " + k;
                AssetDatabase.project["Assets/" + k + ".curves.json"] = new Object[] { lines[k], new AnimationClip { name = "clip" } };
            }
            lines[0].sound = new AudioClip { frequency = 1000, samples = 2500 };
            TimelineAsset made = TimelineMaker.Make(lines, "Assets/all.playable");
            Assert.That(made.tracks[0].clips.Select(each => each.start), Is.EqualTo(new[] { 0.0, 2.75 }));
            Assert.That(made.tracks[0].clips[0].duration, Is.EqualTo(2.0).Within(1e-6));
            Assert.That(made.tracks[1].clips.Single().asset, Is.SameAs(lines[0].sound));
        }

        SpeechLine Line()
        {
            var line = ScriptableObject.CreateInstance<SpeechLine>();
            LineFile.ReadCurves(Curves, line);
            return line;
        }

        AssetImportContext Imported(LineImporter importer)
        {
            var context = new AssetImportContext { assetPath = Path.Combine(folder, "a.curves.json") };
            importer.OnImportAsset(context);
            return context;
        }

        /// <summary>A body with an eye and a jaw of other people's names, and a bone.</summary>
        static GameObject Head(out SkinnedMeshRenderer face, out Transform bone)
        {
            var character = new GameObject("Ann");
            var body = new GameObject("Body");
            var rig = new GameObject("Rig");
            bone = new GameObject("Head").transform;
            body.transform.SetParent(character.transform);
            rig.transform.SetParent(character.transform);
            bone.SetParent(rig.transform);
            face = body.AddComponent<SkinnedMeshRenderer>();
            face.sharedMesh = new Mesh { shapes = new[] { "Face.eyeBlink_L", "A25_Jaw_Open", "Hat" } };
            return character;
        }

        /// <summary>A frame of the game, the sound being at <paramref name="heard"/> of its samples.</summary>
        static void Frame(SpeechPlayer player, float passed, int heard)
        {
            player.voice.timeSamples = heard;
            Time.unscaledDeltaTime = passed;
            var flags = System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance;
            typeof(SpeechPlayer).GetMethod("LateUpdate", flags).Invoke(player, null);
        }
    }
}
