// SPDX-License-Identifier: GPL-3.0-or-later
using System.Collections.Generic;
using System.Linq;
using UnityEngine;

namespace Soliloquy.Speech.Editor
{
    public enum SideNames
    {
        /// <summary>eyeBlinkLeft</summary>
        Long,
        /// <summary>eyeBlink_L</summary>
        Short,
    }

    /// <summary>A map without a head at hand: from mesh paths, a prefix, and how sides are written.</summary>
    public static class PlainMap
    {
        /// <param name="meshPaths">Separated by commas.</param>
        public static FaceMap Make(SpeechLine line, string meshPaths, string prefix, SideNames sides, string headBone)
        {
            var map = ScriptableObject.CreateInstance<FaceMap>();
            IEnumerable<string> meshes = meshPaths.Split(',').Select(each => each.Trim());
            map.shapes = meshes.SelectMany(mesh => line.shapes.Select(track => new MappedShape
            {
                mesh = mesh, shape = track.shape, blendShape = prefix + Written(track.shape, sides),
            })).ToArray();
            map.headBone = headBone.Trim();
            return map;
        }

        static string Written(string shape, SideNames sides)
        {
            // jawLeft and mouthLeft are directions, and no sides.
            if (sides == SideNames.Long || !ShapeNames.Sided.Any(stem => shape.StartsWith(stem, System.StringComparison.Ordinal))) return shape;
            if (shape.EndsWith("Left", System.StringComparison.Ordinal)) return shape.Substring(0, shape.Length - 4) + "_L";
            return shape.EndsWith("Right", System.StringComparison.Ordinal) ? shape.Substring(0, shape.Length - 5) + "_R" : shape;
        }
    }
}
