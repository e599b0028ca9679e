// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using UnityEngine;

namespace Soliloquy.Speech
{
    /// <summary>One blend shape of a head, and what moves it.</summary>
    [Serializable]
    public sealed class MappedShape
    {
        /// <summary>The path of its SkinnedMeshRenderer below the character.</summary>
        public string mesh;
        public string blendShape;
        /// <summary>ARKit's name of a shape, or Oculus' of a viseme; empty leaves the blend shape alone.</summary>
        public string shape;
        /// <summary>Weight where the line's is 1; Unity's own full weight is 100.</summary>
        public float full = 100f;
    }

    /// <summary>How a line moves a head: made in Window > Soliloquy > Map a Head, and kept as an asset.</summary>
    [CreateAssetMenu(menuName = "Soliloquy/Face Map")]
    public sealed class FaceMap : ScriptableObject
    {
        public MappedShape[] shapes = new MappedShape[0];
        /// <summary>The path of the bone that turns below the character; empty for none.</summary>
        public string headBone = "";
        /// <summary>Its parent's rotation at rest, seen from the character.</summary>
        public Quaternion aboveHead = Quaternion.identity;
        /// <summary>Its own local rotation at rest.</summary>
        public Quaternion headAtRest = Quaternion.identity;
    }
}
