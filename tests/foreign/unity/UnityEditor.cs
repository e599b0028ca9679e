// SPDX-License-Identifier: GPL-3.0-or-later
// Stands for the calls of UnityEditor that the package makes: pages of the same names in Unity's scripting reference
// (6000.0). The project is a table of paths; windows draw nothing.
using System;
using System.Collections.Generic;
using System.Linq;
using UnityEngine;
using Object = UnityEngine.Object;

namespace UnityEditor
{
    public class MenuItem : Attribute { public MenuItem(string itemName, bool isValidateFunction = false) { } }
    public class AssetPostprocessor { }
    public enum MessageType { None, Info, Warning, Error }

    public static class Selection { public static Object[] objects = new Object[0]; public static Object activeObject; }

    public static class AssetDatabase
    {
        public static readonly Dictionary<string, Object[]> project = new Dictionary<string, Object[]>();
        public static readonly Dictionary<string, Type> overrides = new Dictionary<string, Type>();

        public static T LoadAssetAtPath<T>(string path) where T : Object { return LoadAllAssetsAtPath(path).OfType<T>().FirstOrDefault(); }
        public static Object[] LoadAllAssetsAtPath(string path) { return project.ContainsKey(path) ? project[path] : new Object[0]; }
        public static string GetAssetPath(Object asset) { return project.FirstOrDefault(each => each.Value.Contains(asset)).Key ?? ""; }
        public static bool Contains(Object asset) { return GetAssetPath(asset) != ""; }
        public static void CreateAsset(Object asset, string path) { project[path] = new[] { asset }; }
        public static string GenerateUniqueAssetPath(string path) { return path; }
        public static void SaveAssets() { }
        public static Type GetImporterOverride(string path) { return overrides.ContainsKey(path) ? overrides[path] : null; }
        public static void SetImporterOverride<T>(string path) where T : AssetImporters.ScriptedImporter { overrides[path] = typeof(T); }
    }

    public class EditorWindow : ScriptableObject { public static T GetWindow<T>(string title) where T : EditorWindow { return CreateInstance<T>(); } }

    public static class EditorUtility
    {
        public static void SetDirty(Object target) { }
        public static string SaveFilePanelInProject(string title, string defaultName, string extension, string message) { return ""; }
    }

    public static class EditorGUI { public static void BeginChangeCheck() { } public static bool EndChangeCheck() { return false; } }

    public static class EditorGUILayout
    {
        public static Object ObjectField(string label, Object obj, Type objType, bool allowSceneObjects, params GUILayoutOption[] options) { return obj; }
        public static void HelpBox(string message, MessageType type) { }
        public static void LabelField(string label, params GUILayoutOption[] options) { }
        public static Vector2 BeginScrollView(Vector2 scrollPosition, params GUILayoutOption[] options) { return scrollPosition; }
        public static void EndScrollView() { }
        public static void BeginHorizontal(params GUILayoutOption[] options) { }
        public static void EndHorizontal() { }
        public static int Popup(int selectedIndex, string[] displayedOptions, params GUILayoutOption[] options) { return selectedIndex; }
        public static float FloatField(float value, params GUILayoutOption[] options) { return value; }
    }
}

namespace UnityEditor.AssetImporters
{
    public class ScriptedImporterAttribute : Attribute
    {
        public ScriptedImporterAttribute(int version, string[] exts, string[] overrideExts) { }
    }

    public abstract class ScriptedImporter { public abstract void OnImportAsset(AssetImportContext ctx); }

    public class AssetImportContext
    {
        public string assetPath;
        public Object mainObject;
        public readonly Dictionary<string, Object> objects = new Dictionary<string, Object>();
        public readonly List<string> said = new List<string>(), dependencies = new List<string>();
        public void AddObjectToAsset(string identifier, Object obj) { objects.Add(identifier, obj); }
        public void SetMainObject(Object obj) { mainObject = obj; }
        public void DependsOnArtifact(string path) { dependencies.Add(path); }
        public void LogImportError(string message) { said.Add(message); }
        public void LogImportWarning(string message) { said.Add(message); }
    }
}
