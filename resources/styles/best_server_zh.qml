<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" maxScale="0" minScale="1e+08" styleCategories="Symbology|Labeling|Rendering" version="3.22.16-Białowieża">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties"/>
      <Option name="type" type="QString" value="collection"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling enabled="false" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour"/>
    </provider>
    <rasterrenderer alphaBand="-1" band="1" nodataColor="" opacity="1" type="paletted">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry alpha="255" color="#a6cee3" label="扇区 0" value="0"/>
        <paletteEntry alpha="255" color="#cab2d6" label="扇区 1" value="1"/>
        <paletteEntry alpha="255" color="#b2df8a" label="扇区 2" value="2"/>
        <paletteEntry alpha="255" color="#d9d2a6" label="扇区 3" value="3"/>
        <paletteEntry alpha="255" color="#8fb8c9" label="扇区 4" value="4"/>
        <paletteEntry alpha="255" color="#c9a6b8" label="扇区 5" value="5"/>
        <paletteEntry alpha="255" color="#9fc9b0" label="扇区 6" value="6"/>
        <paletteEntry alpha="255" color="#b8b8d9" label="扇区 7" value="7"/>
        <paletteEntry alpha="255" color="#d9c6e3" label="扇区 8" value="8"/>
        <paletteEntry alpha="255" color="#a8d0d0" label="扇区 9" value="9"/>
        <paletteEntry alpha="255" color="#c6d9a0" label="扇区 10" value="10"/>
        <paletteEntry alpha="255" color="#b0bcc8" label="扇区 11" value="11"/>
        <paletteEntry alpha="255" color="#a6cee3" label="扇区 12" value="12"/>
        <paletteEntry alpha="255" color="#cab2d6" label="扇区 13" value="13"/>
        <paletteEntry alpha="255" color="#b2df8a" label="扇区 14" value="14"/>
        <paletteEntry alpha="255" color="#d9d2a6" label="扇区 15" value="15"/>
        <paletteEntry alpha="255" color="#8fb8c9" label="扇区 16" value="16"/>
        <paletteEntry alpha="255" color="#c9a6b8" label="扇区 17" value="17"/>
        <paletteEntry alpha="255" color="#9fc9b0" label="扇区 18" value="18"/>
        <paletteEntry alpha="255" color="#b8b8d9" label="扇区 19" value="19"/>
        <paletteEntry alpha="255" color="#d9c6e3" label="扇区 20" value="20"/>
        <paletteEntry alpha="255" color="#a8d0d0" label="扇区 21" value="21"/>
        <paletteEntry alpha="255" color="#c6d9a0" label="扇区 22" value="22"/>
        <paletteEntry alpha="255" color="#b0bcc8" label="扇区 23" value="23"/>
        <paletteEntry alpha="255" color="#a6cee3" label="扇区 24" value="24"/>
        <paletteEntry alpha="255" color="#cab2d6" label="扇区 25" value="25"/>
        <paletteEntry alpha="255" color="#b2df8a" label="扇区 26" value="26"/>
        <paletteEntry alpha="255" color="#d9d2a6" label="扇区 27" value="27"/>
        <paletteEntry alpha="255" color="#8fb8c9" label="扇区 28" value="28"/>
        <paletteEntry alpha="255" color="#c9a6b8" label="扇区 29" value="29"/>
        <paletteEntry alpha="255" color="#9fc9b0" label="扇区 30" value="30"/>
        <paletteEntry alpha="255" color="#b8b8d9" label="扇区 31" value="31"/>
        <paletteEntry alpha="255" color="#d9c6e3" label="扇区 32" value="32"/>
        <paletteEntry alpha="255" color="#a8d0d0" label="扇区 33" value="33"/>
        <paletteEntry alpha="255" color="#c6d9a0" label="扇区 34" value="34"/>
        <paletteEntry alpha="255" color="#b0bcc8" label="扇区 35" value="35"/>
        <paletteEntry alpha="255" color="#a6cee3" label="扇区 36" value="36"/>
        <paletteEntry alpha="255" color="#cab2d6" label="扇区 37" value="37"/>
        <paletteEntry alpha="255" color="#b2df8a" label="扇区 38" value="38"/>
        <paletteEntry alpha="255" color="#d9d2a6" label="扇区 39" value="39"/>
        <paletteEntry alpha="255" color="#8fb8c9" label="扇区 40" value="40"/>
        <paletteEntry alpha="255" color="#c9a6b8" label="扇区 41" value="41"/>
        <paletteEntry alpha="255" color="#9fc9b0" label="扇区 42" value="42"/>
        <paletteEntry alpha="255" color="#b8b8d9" label="扇区 43" value="43"/>
        <paletteEntry alpha="255" color="#d9c6e3" label="扇区 44" value="44"/>
        <paletteEntry alpha="255" color="#a8d0d0" label="扇区 45" value="45"/>
        <paletteEntry alpha="255" color="#c6d9a0" label="扇区 46" value="46"/>
        <paletteEntry alpha="255" color="#b0bcc8" label="扇区 47" value="47"/>
        <paletteEntry alpha="255" color="#a6cee3" label="扇区 48" value="48"/>
        <paletteEntry alpha="255" color="#cab2d6" label="扇区 49" value="49"/>
        <paletteEntry alpha="255" color="#b2df8a" label="扇区 50" value="50"/>
        <paletteEntry alpha="255" color="#d9d2a6" label="扇区 51" value="51"/>
        <paletteEntry alpha="255" color="#8fb8c9" label="扇区 52" value="52"/>
        <paletteEntry alpha="255" color="#c9a6b8" label="扇区 53" value="53"/>
        <paletteEntry alpha="255" color="#9fc9b0" label="扇区 54" value="54"/>
        <paletteEntry alpha="255" color="#b8b8d9" label="扇区 55" value="55"/>
        <paletteEntry alpha="255" color="#d9c6e3" label="扇区 56" value="56"/>
        <paletteEntry alpha="255" color="#a8d0d0" label="扇区 57" value="57"/>
        <paletteEntry alpha="255" color="#c6d9a0" label="扇区 58" value="58"/>
        <paletteEntry alpha="255" color="#b0bcc8" label="扇区 59" value="59"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
    <huesaturation colorizeBlue="128" colorizeGreen="128" colorizeOn="0" colorizeRed="255" colorizeStrength="100" grayscaleMode="0" invertColors="0" saturation="0"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
