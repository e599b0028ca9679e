// SPDX-License-Identifier: GPL-3.0-or-later
using System.Linq;
using UnityEditor;
using UnityEngine;

namespace Soliloquy.Speech.Editor
{
    /// <summary>Window > Soliloquy > Map a Head: which shape of a line moves which blend shape of your head.</summary>
    public sealed class HeadWindow : EditorWindow
    {
        static readonly string[] Choices = new[] { "(none)" }
            .Concat(ShapeNames.Whole)
            .Concat(ShapeNames.Sided.SelectMany(each => new[] { each + "Left", each + "Right" }))
            .Concat(ShapeNames.Visemes).ToArray();

        GameObject character;
        Transform head;
        FaceMap map;
        Vector2 scrolled;

        [MenuItem("Window/Soliloquy/Map a Head")]
        static void Open()
        {
            GetWindow<HeadWindow>("Map a Head");
        }

        void OnGUI()
        {
            EditorGUI.BeginChangeCheck();
            character = (GameObject)EditorGUILayout.ObjectField("Character, at rest", character, typeof(GameObject), true);
            if (EditorGUI.EndChangeCheck() && character != null) head = FindHead(character.transform);
            head = (Transform)EditorGUILayout.ObjectField("Bone of its head", head, typeof(Transform), true);
            map = (FaceMap)EditorGUILayout.ObjectField("Face map", map, typeof(FaceMap), false);
            if (character == null)
            {
                EditorGUILayout.HelpBox("Drag your character from the scene. Its meshes need blend shapes.", MessageType.Info);
                return;
            }
            if (GUILayout.Button("Find by names")) Find();
            if (map == null) return;
            EditorGUILayout.LabelField(Told(map));
            Table();
            if (GUILayout.Button("Save")) Save();
        }

        void Find()
        {
            if (map == null) map = CreateInstance<FaceMap>();
            map.shapes = HeadMatching.Match(SpeechPlayer.NamedMeshes(character.transform));
            SetHead(map, character.transform, head);
            if (AssetDatabase.Contains(map)) EditorUtility.SetDirty(map);
        }

        void Table()
        {
            scrolled = EditorGUILayout.BeginScrollView(scrolled);
            foreach (MappedShape each in map.shapes)
            {
                EditorGUILayout.BeginHorizontal();
                EditorGUILayout.LabelField(each.mesh + ": " + each.blendShape);
                int now = Mathf.Max(0, System.Array.IndexOf(Choices, each.shape));
                int chosen = EditorGUILayout.Popup(now, Choices);
                each.shape = chosen == 0 ? "" : Choices[chosen];
                each.full = EditorGUILayout.FloatField(each.full);
                EditorGUILayout.EndHorizontal();
            }
            EditorGUILayout.EndScrollView();
        }

        void Save()
        {
            if (AssetDatabase.Contains(map))
            {
                EditorUtility.SetDirty(map);
                AssetDatabase.SaveAssets();
                return;
            }
            string path = EditorUtility.SaveFilePanelInProject("Save the face map", character.name + " face", "asset", "");
            if (path != "") AssetDatabase.CreateAsset(map, path);
        }

        /// <summary>How many shapes of a line this head shows.</summary>
        public static string Told(FaceMap map)
        {
            string[] moved = map.shapes.Select(each => each.shape).Where(each => each != "").Distinct().ToArray();
            int visemes = moved.Count(each => ShapeNames.Visemes.Contains(each));
            string told = (moved.Length - visemes) + " of ARKit's 52 shapes";
            if (visemes > 0) told += ", " + visemes + " of Oculus' 15 visemes (put LINE.oculus.json beside each line)";
            return told;
        }

        /// <summary>The first bone, from the top, whose name ends with "head"; meshes are no bones.</summary>
        public static Transform FindHead(Transform character)
        {
            return character.GetComponentsInChildren<Transform>(true).FirstOrDefault(each => each != character
                && each.name.EndsWith("head", System.StringComparison.OrdinalIgnoreCase)
                && each.GetComponent<SkinnedMeshRenderer>() == null);
        }

        /// <summary>Keep how the bone stands now, as its rest.</summary>
        public static void SetHead(FaceMap map, Transform character, Transform head)
        {
            map.headBone = head == null ? "" : SpeechPlayer.PathOf(head, character);
            if (head == null) return;
            map.headAtRest = head.localRotation;
            map.aboveHead = Quaternion.Inverse(character.rotation) * head.parent.rotation;
        }
    }
}
