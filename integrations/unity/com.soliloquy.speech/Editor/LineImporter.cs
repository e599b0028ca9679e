// SPDX-License-Identifier: GPL-3.0-or-later
using System.IO;
using System.Linq;
using UnityEditor;
using UnityEditor.AssetImporters;
using UnityEngine;

namespace Soliloquy.Speech.Editor
{
    /// <summary>
    /// LINE.curves.json becomes a SpeechLine, with an AnimationClip in it, and with the sound and the visemes that lie
    /// beside. Unity keeps .json for itself, so this importer is an override, which <see cref="LinesOfAProject"/> sets.
    /// </summary>
    [ScriptedImporter(1, null, new[] { "json" })]
    public sealed class LineImporter : ScriptedImporter
    {
        [Tooltip("How the clip moves your head. With a map the four fields below are not used.")]
        public FaceMap map;
        [Tooltip("Paths of the meshes below the Animator, with commas between. The usual ones are of Soliloquy's own head.")]
        public string meshPaths = "Clara_LOD0, Clara_LOD1, Clara_LOD2";
        [Tooltip("Stands before each shape's name, as blendShape2. does.")]
        public string prefix = "";
        public SideNames sides = SideNames.Long;
        [Tooltip("Path of the bone that turns; empty for none. Its rest is taken as without turn: where it is not, use a map.")]
        public string headBone = "Armature/root/neck/head";

        static readonly string[] Sounds = { ".wav", ".ogg", ".mp3" };

        public override void OnImportAsset(AssetImportContext ctx)
        {
            var line = ScriptableObject.CreateInstance<SpeechLine>();
            line.name = Stem(Path.GetFileName(ctx.assetPath));
            try
            {
                LineFile.ReadCurves(LineFile.ReadText(ctx.assetPath), line);
            }
            catch (InvalidDataException wrong)
            {
                ctx.LogImportError(ctx.assetPath + ": no line of Soliloquy, because " + wrong.Message);
                return;
            }
            ReadVisemes(ctx, line);
            line.sound = Sound(ctx);
            ctx.AddObjectToAsset("line", line);
            ctx.SetMainObject(line);
            ctx.AddObjectToAsset("clip", ClipMaker.Make(line, MapOf(ctx, line), line.name + " clip"));
        }

        FaceMap MapOf(AssetImportContext ctx, SpeechLine line)
        {
            if (map == null) return PlainMap.Make(line, meshPaths, prefix, sides, headBone);
            ctx.DependsOnArtifact(AssetDatabase.GetAssetPath(map));
            return map;
        }

        static void ReadVisemes(AssetImportContext ctx, SpeechLine line)
        {
            string path = Stem(ctx.assetPath) + ".oculus.json";
            // Registered though it may not be there: when it comes, the line is imported again.
            ctx.DependsOnArtifact(path);
            if (!File.Exists(path)) return;
            try
            {
                line.visemes = LineFile.ReadVisemes(LineFile.ReadText(path), line);
            }
            catch (InvalidDataException wrong)
            {
                ctx.LogImportWarning(path + ": visemes are left out, because " + wrong.Message);
            }
        }

        static AudioClip Sound(AssetImportContext ctx)
        {
            string[] paths = Sounds.Select(ending => Stem(ctx.assetPath) + ending).ToArray();
            foreach (string path in paths) ctx.DependsOnArtifact(path);
            return paths.Select(AssetDatabase.LoadAssetAtPath<AudioClip>).FirstOrDefault(found => found != null);
        }

        // Unity asks this before it imports, so that sounds come before lines.
        static string[] GatherDependenciesFromSourceFile(string path)
        {
            return Sounds.Select(ending => Stem(path) + ending).Where(File.Exists).ToArray();
        }

        static string Stem(string path)
        {
            const string ours = ".curves.json";
            return LineFile.IsNamedAsOurs(path) ? path.Substring(0, path.Length - ours.Length) : Path.ChangeExtension(path, null);
        }
    }
}
