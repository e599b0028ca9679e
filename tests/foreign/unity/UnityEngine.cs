// SPDX-License-Identifier: GPL-3.0-or-later
// Stands for the calls of UnityEngine that the package makes, so that it compiles and its logic runs without Unity.
// Each class has the name of its page in Unity's scripting reference (6000.0), e.g. ScriptReference/Transform.Find.
// What Unity draws, plays or keeps on the disk is not here: sounds play when a test says so.
using System;
using System.Collections.Generic;
using System.Linq;

namespace UnityEngine
{
    public class Object
    {
        public string name = "";
        public static implicit operator bool(Object what) { return what != null; }
    }

    public class ScriptableObject : Object
    {
        public static T CreateInstance<T>() where T : ScriptableObject { return (T)Activator.CreateInstance(typeof(T), true); }
    }

    public class Component : Object
    {
        public GameObject gameObject;
        public Transform transform { get { return gameObject.transform; } }
        public T GetComponent<T>() where T : class { return gameObject.GetComponent<T>(); }
        public T[] GetComponentsInChildren<T>(bool includeInactive) where T : class
        {
            return transform.WithAllBelow().SelectMany(each => each.gameObject.components.OfType<T>()).ToArray();
        }
    }

    public class Behaviour : Component { }
    public class MonoBehaviour : Behaviour { }

    public class GameObject : Object
    {
        public readonly List<Component> components = new List<Component>();
        public readonly Transform transform;

        public GameObject(string name)
        {
            this.name = name;
            transform = AddComponent<Transform>();
        }

        public T AddComponent<T>() where T : Component, new()
        {
            var made = new T { gameObject = this, name = name };
            components.Add(made);
            return made;
        }

        public T GetComponent<T>() where T : class { return components.OfType<T>().FirstOrDefault(); }
    }

    public class Transform : Component
    {
        readonly List<Transform> children = new List<Transform>();
        public Transform parent { get; private set; }
        public Quaternion localRotation = Quaternion.identity;
        public Quaternion rotation { get { return parent == null ? localRotation : parent.rotation * localRotation; } }
        public int childCount { get { return children.Count; } }

        public void SetParent(Transform above)
        {
            parent = above;
            above.children.Add(this);
        }

        public Transform Find(string path)
        {
            Transform found = this;
            foreach (string part in path.Split('/'))
            {
                found = found.children.FirstOrDefault(each => each.name == part);
                if (found == null) return null;
            }
            return found;
        }

        internal IEnumerable<Transform> WithAllBelow()
        {
            return new[] { this }.Concat(children.SelectMany(each => each.WithAllBelow()));
        }
    }

    public struct Quaternion
    {
        public float x, y, z, w;
        public Quaternion(float x, float y, float z, float w) { this.x = x; this.y = y; this.z = z; this.w = w; }
        public static Quaternion identity { get { return new Quaternion(0, 0, 0, 1); } }
        public static float Dot(Quaternion a, Quaternion b) { return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w; }
        public static Quaternion Inverse(Quaternion q) { return new Quaternion(-q.x, -q.y, -q.z, q.w); }

        public static Quaternion operator *(Quaternion a, Quaternion b)
        {
            return new Quaternion(
                a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
                a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z);
        }

        public static Quaternion Slerp(Quaternion a, Quaternion b, float t)
        {
            double dot = Dot(a, b), sign = dot < 0 ? -1 : 1, angle = Math.Acos(Math.Min(1, Math.Abs(dot)));
            double left = angle < 1e-6 ? 1 - t : Math.Sin((1 - t) * angle) / Math.Sin(angle);
            double right = sign * (angle < 1e-6 ? t : Math.Sin(t * angle) / Math.Sin(angle));
            return new Quaternion(
                (float)(left * a.x + right * b.x), (float)(left * a.y + right * b.y),
                (float)(left * a.z + right * b.z), (float)(left * a.w + right * b.w));
        }
    }

    public struct Vector2 { public float x, y; }

    public static class Mathf { public static int Max(int a, int b) { return Math.Max(a, b); } }

    public static class Time { public static float unscaledDeltaTime; }

    public class Mesh : Object
    {
        public string[] shapes = new string[0];
        public int blendShapeCount { get { return shapes.Length; } }
        public string GetBlendShapeName(int index) { return shapes[index]; }
        public int GetBlendShapeIndex(string shape) { return Array.IndexOf(shapes, shape); }
    }

    public class SkinnedMeshRenderer : Component
    {
        public Mesh sharedMesh;
        readonly Dictionary<int, float> weights = new Dictionary<int, float>();
        public void SetBlendShapeWeight(int index, float value) { weights[index] = value; }
        public float GetBlendShapeWeight(int index) { return weights.ContainsKey(index) ? weights[index] : 0f; }
    }

    public class AudioClip : Object
    {
        public int frequency = 24000, samples;
        public float length { get { return (float)samples / frequency; } }
    }

    /// <summary>Its place is set by a test, as the audio thread would.</summary>
    public class AudioSource : Behaviour
    {
        public AudioClip clip;
        public int timeSamples;
        public bool isPlaying { get; set; }
        public void Play() { timeSamples = 0; isPlaying = true; }
        public void Stop() { timeSamples = 0; isPlaying = false; }
        public void Pause() { isPlaying = false; }
        public void UnPause() { isPlaying = true; }
    }

    public struct Keyframe
    {
        public float time, value, inTangent, outTangent;
        public Keyframe(float time, float value, float inTangent, float outTangent)
        {
            this.time = time; this.value = value; this.inTangent = inTangent; this.outTangent = outTangent;
        }
    }

    public class AnimationCurve
    {
        public Keyframe[] keys;
        public AnimationCurve(params Keyframe[] keys) { this.keys = keys; }

        /// <summary>Cubic Hermite between two keys, held before and after, as ScriptReference/AnimationCurve says.</summary>
        public float Evaluate(float time)
        {
            if (time <= keys[0].time) return keys[0].value;
            for (int k = 1; k < keys.Length; k++)
                if (time <= keys[k].time) return Between(keys[k - 1], keys[k], time);
            return keys[keys.Length - 1].value;
        }

        static float Between(Keyframe a, Keyframe b, float time)
        {
            float span = b.time - a.time, t = (time - a.time) / span, t2 = t * t, t3 = t2 * t;
            return (2 * t3 - 3 * t2 + 1) * a.value + (t3 - 2 * t2 + t) * span * a.outTangent
                + (-2 * t3 + 3 * t2) * b.value + (t3 - t2) * span * b.inTangent;
        }
    }

    public class AnimationClip : Object
    {
        public float frameRate;
        public readonly Dictionary<string, AnimationCurve> curves = new Dictionary<string, AnimationCurve>();
        public void SetCurve(string relativePath, Type type, string propertyName, AnimationCurve curve)
        {
            curves[relativePath + "|" + type.Name + "|" + propertyName] = curve;
        }
    }

    [AttributeUsage(AttributeTargets.All)]
    public class TooltipAttribute : Attribute { public TooltipAttribute(string tooltip) { } }
    public class RangeAttribute : Attribute { public RangeAttribute(float least, float most) { } }
    public class AddComponentMenu : Attribute { public AddComponentMenu(string menuName) { } }
    public class CreateAssetMenuAttribute : Attribute { public string menuName; }
    public class RequireComponent : Attribute { public RequireComponent(Type required) { } }
    public class WaitForSeconds { public WaitForSeconds(float seconds) { } }

    public class GUILayoutOption { }
    public static class GUILayout { public static bool Button(string text, params GUILayoutOption[] options) { return false; } }
}

namespace UnityEngine.Timeline
{
    public class TimelineClip { public double start, duration; public string displayName; public Object asset; }

    public class TrackAsset : ScriptableObject
    {
        public readonly List<TimelineClip> clips = new List<TimelineClip>();
        protected TimelineClip Add(Object asset)
        {
            clips.Add(new TimelineClip { asset = asset });
            return clips[clips.Count - 1];
        }
    }

    public class AnimationTrack : TrackAsset { public TimelineClip CreateClip(AnimationClip clip) { return Add(clip); } }
    public class AudioTrack : TrackAsset { public TimelineClip CreateClip(AudioClip clip) { return Add(clip); } }

    public class TimelineAsset : ScriptableObject
    {
        public readonly List<TrackAsset> tracks = new List<TrackAsset>();
        public T CreateTrack<T>(TrackAsset parent, string name) where T : TrackAsset, new()
        {
            var made = new T { name = name };
            tracks.Add(made);
            return made;
        }
    }
}
