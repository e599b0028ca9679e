// SPDX-License-Identifier: GPL-3.0-or-later
using System.Collections.Generic;

namespace Soliloquy.Speech
{
    /// <summary>A mesh of a character and the names of its blend shapes.</summary>
    public struct NamedMesh
    {
        public string path;
        public string[] blendShapes;

        public NamedMesh(string path, string[] blendShapes)
        {
            this.path = path;
            this.blendShapes = blendShapes;
        }
    }

    /// <summary>Finds what moves each blend shape of a head, by the names.</summary>
    public static class HeadMatching
    {
        const int EnoughOfTheMouth = 10;
        static readonly string[] OfTheMouth = { "jaw", "mouth", "tongue", "cheekPuff" };

        /// <summary>
        /// A row for each blend shape, in the meshes' order; a shape that is not known has an empty
        /// <see cref="MappedShape.shape"/>. A head with both ARKit's mouth and visemes is moved by ARKit's alone, for both
        /// at once would open the mouth twice; one without ARKit's mouth is moved by visemes, and its eyes and brows by
        /// ARKit's shapes where it has them.
        /// </summary>
        public static MappedShape[] Match(IEnumerable<NamedMesh> meshes)
        {
            var all = new List<MappedShape>();
            var arkit = new List<string>();
            var viseme = new List<string>();
            foreach (NamedMesh mesh in meshes)
                foreach (string name in mesh.blendShapes)
                {
                    all.Add(new MappedShape { mesh = mesh.path, blendShape = name, shape = "" });
                    arkit.Add(ShapeNames.ArkitOf(name) ?? "");
                    viseme.Add(ShapeNames.VisemeOf(name) ?? "");
                }
            bool byArkit = CountOfMouth(arkit) >= EnoughOfTheMouth || !viseme.Exists(each => each != "");
            for (int row = 0; row < all.Count; row++)
                all[row].shape = byArkit || (arkit[row] != "" && !IsOfMouth(arkit[row])) ? arkit[row] : viseme[row];
            return all.ToArray();
        }

        static int CountOfMouth(IEnumerable<string> shapes)
        {
            var found = new HashSet<string>();
            foreach (string shape in shapes)
                if (IsOfMouth(shape)) found.Add(shape);
            return found.Count;
        }

        static bool IsOfMouth(string shape)
        {
            foreach (string start in OfTheMouth)
                if (shape.StartsWith(start, System.StringComparison.Ordinal)) return true;
            return false;
        }
    }
}
