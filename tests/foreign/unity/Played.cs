// SPDX-License-Identifier: GPL-3.0-or-later
// Imports a LINE.curves.json as the package does and prints its clip's curves at times: a line for each curve, its
// place and its values.
using System;
using System.Globalization;
using System.Linq;
using Soliloquy.Speech.Editor;
using UnityEditor.AssetImporters;
using UnityEngine;

public static class Played
{
    public static void Main(string[] arguments)
    {
        var context = new AssetImportContext { assetPath = arguments[0] };
        new LineImporter { meshPaths = "Face" }.OnImportAsset(context);
        foreach (string said in context.said) Console.Error.WriteLine(said);
        if (context.mainObject == null) Environment.Exit(3);
        float[] times = arguments.Skip(1).Select(each => float.Parse(each, CultureInfo.InvariantCulture)).ToArray();
        foreach (var each in ((AnimationClip)context.objects["clip"]).curves)
        {
            string[] shown = times.Select(time => each.Value.Evaluate(time).ToString("R", CultureInfo.InvariantCulture)).ToArray();
            Console.WriteLine(each.Key + "\t" + string.Join(" ", shown));
        }
    }
}
