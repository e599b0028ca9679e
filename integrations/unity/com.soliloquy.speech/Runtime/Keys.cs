// SPDX-License-Identifier: GPL-3.0-or-later
namespace Soliloquy.Speech
{
    internal static class Keys
    {
        /// <summary>The place of the last of rising <paramref name="frames"/> that is not after <paramref name="frame"/>; -1 for none.</summary>
        internal static int LastNotAfter(int[] frames, float frame)
        {
            int low = 0, high = frames.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (frames[middle] <= frame) low = middle + 1;
                else high = middle;
            }
            return low - 1;
        }
    }
}
