// SPDX-License-Identifier: GPL-3.0-or-later
using NUnit.Framework;

namespace Soliloquy.Speech.Tests
{
    public sealed class ClockTests
    {
        [Test]
        public void WithoutSoundTimeIsThatOfTheFrames()
        {
            var clock = new SoundClock();
            clock.Start();
            for (int frame = 0; frame < 30; frame++) clock.Advance(false, 0, 0, 1 / 30.0);
            Assert.That(clock.Now, Is.EqualTo(1.0).Within(1e-9));
        }

        [Test]
        public void AfterAHitchTheFaceIsWhereTheSoundIs()
        {
            var clock = new SoundClock();
            clock.Start();
            Assert.That(clock.Advance(true, 0.02, 3, 0.016), Is.EqualTo(0.02));
            Assert.That(clock.Advance(true, 1.27, 3, 0.016), Is.EqualTo(1.27));
        }

        [Test]
        public void ItNeverRunsBack()
        {
            var clock = new SoundClock();
            clock.Start();
            clock.Advance(true, 0.50, 3, 0.1);
            Assert.That(clock.Advance(true, 0.48, 3, 0.1), Is.EqualTo(0.50));
        }

        [Test]
        public void ASoundThatEndedInAHitchIsPassed()
        {
            var clock = new SoundClock();
            clock.Start();
            clock.Advance(true, 0.5, 2, 0.016);
            Assert.That(clock.Advance(false, 0, 2, 0.333), Is.EqualTo(2.0));
            Assert.That(clock.Advance(false, 0, 2, 0.1), Is.EqualTo(2.1).Within(1e-9));
        }
    }
}
