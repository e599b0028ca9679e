// SPDX-License-Identifier: GPL-3.0-or-later
using System.Linq;
using UnityEditor;

namespace Soliloquy.Speech.Editor
{
    /// <summary>Gives each new LINE.curves.json of a project to <see cref="LineImporter"/>.</summary>
    internal sealed class LinesOfAProject : AssetPostprocessor
    {
        static void OnPostprocessAllAssets(string[] imported, string[] deleted, string[] moved, string[] movedFrom)
        {
            foreach (string path in imported.Concat(moved).Where(LineFile.IsNamedAsOurs))
                if (AssetDatabase.GetImporterOverride(path) == null)
                    AssetDatabase.SetImporterOverride<LineImporter>(path);
        }
    }
}
